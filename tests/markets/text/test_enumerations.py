"""Marks of enumerations in running text, and marks of notes."""

import pytest

from markets.text.enumerations import find_enumerated


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("They take (1) cash; (2) cards; and (3) vouchers.", ["(1)", "(2)", "(3)"]),
        ("They take: (a) cash, (b) cards, (c) vouchers, or (d) coins.", ["(a)", "(b)", "(c)", "(d)"]),
        ("They take (i) cash and (ii) cards.", ["(i)", "(ii)"]),
        ("They take cash, (1) cards, (2) and coins.", []),
        ("They take cash. (1) Cards are rare. (2) Coins are not.", []),
        ("They take (2) cash; (3) cards.", []),
        ("They take (1) cash.", []),
    ],
)
def test_marks_in_order_are_those_of_an_enumeration(text: str, marks: list[str]) -> None:
    assert [text[at : at + text[at:].index(")") + 1] for at in sorted(find_enumerated(text))] == marks
