"""The longest run that unknown editions allow."""

import pytest

from markets.runs import Status, find_longest_possible

LETTERS = {"L": Status.LISTED, "u": Status.UNKNOWN, "x": Status.NOT_LISTED, "o": Status.OUT_OF_SCOPE}


@pytest.mark.parametrize(
    ("cells", "longest"),
    [("LLLL", 4), ("LuLx", 3), ("uuLu", 4), ("xuux", 0), ("LxuL", 2), ("uuxL", 1), ("LoL", 1), ("", 0)],
)
def test_unknown_editions_count_where_the_run_has_a_listing(cells: str, longest: int) -> None:
    statuses = {2010 + at: LETTERS[letter] for at, letter in enumerate(cells)}
    assert find_longest_possible(statuses, sorted(statuses)) == longest
