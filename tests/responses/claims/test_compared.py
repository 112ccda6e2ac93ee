"""The base of a comparison is no claim, and its period is not that of the figure that it is compared with."""

import pytest

from responses.claims import propose_claims


@pytest.mark.parametrize(
    ("text", "comparison"),
    [
        (
            "In 2021 we removed 9 million listings, almost three times as many as the 3 million removed in 2020.",
            "almost three times as many as the 3 million removed in 2020",
        ),
        (
            "In 2021 we removed 9 million listings, three times the 3 million removed in 2020.",
            "three times the 3 million removed in 2020",
        ),
        (
            "In 2021 we removed 800 listings, which is 390 more than the 410 removed in 2020.",
            "390 more than the 410 removed in 2020",
        ),
        (
            "In 2021 we removed 48,000 listings, fewer than the 52,000 of 2020.",
            "fewer than the 52,000 of 2020",
        ),
        (
            "In 2021 we removed 800 listings, half as many as the 1,600 of 2020.",
            "half as many as the 1,600 of 2020",
        ),
        (
            "In 2021 we removed 730 listings, 110 listings more than the 620 removed in 2020.",
            "110 listings more than the 620 removed in 2020",
        ),
        (
            "We removed 12,000 listings in 2021, fewer than 20,000 in 2020.",
            "fewer than 20,000 in 2020",
        ),
        (
            "Listings removed in 2021: 295,310 (first half of 2020: 331,208)",
            "first half of 2020: 331,208",
        ),
    ],
)
def test_a_multiple_or_difference_and_its_base_are_the_comparison(text: str, comparison: str) -> None:
    (claim,) = propose_claims(text)
    assert (claim.metric, claim.comparison) == ("listings_removed", comparison)
    assert claim.period.lower() == "in 2021"


@pytest.mark.parametrize(
    "text",
    [
        "We banned 48,000 sellers, fewer than the 52,000 of 2022.",
        "We closed 5,190 accounts, 22% fewer than the 6,650 closed in 2021-22.",
        "We closed 88,000 accounts, up by half on the 58,000 closed in 2021.",
        "We closed 140 accounts, 40 more than were closed in 2021.",
        "Accounts closed: 295,310 (first half of 2021: 331,208)",
        "It closed 1,200 accounts – 300 more than in 2019, when 900 were closed.",
    ],
)
def test_a_base_does_not_lend_its_period(text: str) -> None:
    first = propose_claims(text)[0]
    assert (first.metric, first.period) == ("accounts_blocked", "")


def test_a_percentage_of_a_base_is_a_change() -> None:
    claims = propose_claims("We removed 48,000 listings, 30% more than the 36,000 removed in 2022.")
    assert [(one.metric, one.direction) for one in claims] == [
        ("listings_removed", ""),
        ("listings_removed_change", "+"),
    ]


def test_a_part_of_a_figure_is_no_base() -> None:
    claims = propose_claims("We removed 12,000 listings in 2021, fewer than 2,000 of them on request.")
    assert [one.value for one in claims] == [12_000, 2000]


def test_what_others_did_is_no_base() -> None:
    claims = propose_claims("We removed 9,000 listings, three times as many as the 3,000 reported by brands.")
    assert [one.metric for one in claims] == ["listings_removed", "unclear", "listings_reported"]
