"""What a source says of a market's history, in words."""

import pytest

from markets.models import HistoryStatement


@pytest.mark.parametrize(
    ("says", "value", "words"),
    [
        ("in_a_row", 2, "2 editions in a row"),
        ("relisted_after", 4, "back after 4 years off the List"),
        ("relisted_after", 1, "back after 1 year off the List"),
        ("first_listed", None, "listed for the first time"),
    ],
)
def test_a_statement_of_history_is_a_phrase(says: str, value: int | None, words: str) -> None:
    assert HistoryStatement(says=says, value=value).words == words
