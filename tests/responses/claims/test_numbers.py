"""Figures in digits and words."""

from decimal import Decimal

import pytest

from responses.claims.numbers import find_figures


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.5 million", "1500000"),
        ("nearly one thousand", "1000"),
        ("a hundred thousand", "100000"),
        ("63m", "63000000"),
        ("two hundred and fifty", "250"),
        ("twenty-five", "25"),
        ("1.000.000", "1000000"),
        ("1 000 000", "1000000"),
        ("1,00,000", "100000"),
        ("3,5 million", "3500000"),
        ("1.234.567,89", "1234567.89"),
        ("12万", "120000"),
        ("1.4亿", "140000000"),
        ("half a million", "500000"),
        ("a dozen", "12"),
        ("three quarters of a million", "750000"),
        ("10 thousand", "10000"),
        ("one and a half", "1.5"),
        ("one and a half million", "1500000"),
        ("1’250’000", "1250000"),
        ("two bn", "2000000000"),
        ("nine hundred thousand", "900000"),
        ("one million two hundred thousand", "1200000"),
        ("0.01", "0.01"),
    ],
)
def test_a_number_has_its_value_however_it_is_written(text: str, value: str) -> None:
    assert find_figures(text, 0, len(text))[0].value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("half of sellers", "50"),
        ("two thirds of notices", "66.67"),
        ("a quarter of them", "25"),
        ("three-quarters of it", "75"),
        ("by a third, it said", "33.33"),
    ],
)
def test_a_part_of_a_whole_is_a_share_in_percent(text: str, share: str) -> None:
    (found,) = find_figures(text, 0, len(text))
    assert (found.value, found.fraction) == (Decimal(share), True)


@pytest.mark.parametrize(
    "text",
    [
        "a third party",
        "the first half of the year",
        "half-hearted",
        "a four-year absence",
        "the second one-off",
        "thousands of stores",
        "hundreds",
    ],
)
def test_a_word_that_only_looks_like_a_number_is_none(text: str) -> None:
    assert find_figures(text, 0, len(text)) == []
