"""The alignment of words."""

from hypothesis import given
from hypothesis import strategies as st

from responses.quotations.alignment import align_tokens

WORDS = st.lists(st.sampled_from("abcd"), max_size=12)


def _longest(left: list[str], right: list[str]) -> int:
    """The textbook table, to hold the bit vectors against."""
    table = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            table[i + 1][j + 1] = table[i][j] + 1 if one == other else max(table[i][j + 1], table[i + 1][j])
    return table[-1][-1]


@given(WORDS, WORDS)
def test_the_alignment_keeps_as_many_words_as_any_can(left: list[str], right: list[str]) -> None:
    same = [step for step in align_tokens(left, right) if step.same]
    assert sum(step.i2 - step.i1 for step in same) == _longest(left, right)
    assert all(left[step.i1 : step.i2] == right[step.j1 : step.j2] for step in same)


@given(WORDS, WORDS)
def test_the_steps_cover_both_sides_in_order(left: list[str], right: list[str]) -> None:
    steps = align_tokens(left, right)
    assert [word for step in steps for word in left[step.i1 : step.i2]] == left
    assert [word for step in steps for word in right[step.j1 : step.j2]] == right
