"""Figures in brackets, of two scales, of another period, and what a share is of."""

import pytest

from responses.claims import propose_claims


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Arrests (47), raids (12), and sites closed (9) in 2022.", [47, 12, 9]),
        ("We banned sellers (212) and removed listings (4,310).", [212, 4310]),
        ("The notices (1) and the listings (2) are in the annex.", []),
        ("Sellers banned (4).", []),
        ("We closed twelve (12) shops.", [12]),
        ("We closed 42 (forty-two) shops.", [42]),
        ("We removed 1 million 240 thousand listings.", [1_240_000]),
        ("We removed 2 crore 5 lakh listings.", [20_500_000]),
        ("9 hundred and 60 thousand listings were removed.", [960_000]),
        ("Listings removed: 3.2m / 2.5m (2021/2020)", []),
        ("Sellers banned: 9,100 (8,400 in 2020; 7,900 in 2019)", [9100]),
        ("4,300 listings were removed (P.Y. 2,980).", [4300]),
        ("4,300 listings were removed (same period last year 2,980).", [4300]),
    ],
)
def test_figures_in_brackets_are_claims_or_comparisons(text: str, known: list[int]) -> None:
    assert [one.value for one in propose_claims(text) if one.known] == known


def test_a_table_may_have_its_scale_behind_a_comma() -> None:
    text = "Indicator | 2022 | 2023\nListings removed, thousand | 412 | 1 014"
    found = propose_claims(text)
    assert [(one.metric, one.value, one.period) for one in found] == [
        ("listings_removed", 412_000, "2022"),
        ("listings_removed", 1_014_000, "2023"),
    ]


@pytest.mark.parametrize(
    ("base", "text"),
    [
        ("requests from brands", "97% of requests from brands were handled within 24 hours."),
        ("requests received", "97% of the requests received in 2022 were handled within 24 hours."),
        (
            "requests that reached us",
            "Of the requests that reached us in May 2022, 97% were handled within 24 hours.",
        ),
        ("requests", "97% of requests were handled within 24 hours."),
    ],
)
def test_the_base_of_a_share_is_as_narrow_as_the_sentence_says(base: str, text: str) -> None:
    assert [one.base for one in propose_claims(text)] == [base]


def test_the_period_of_another_figure_is_not_that_of_now() -> None:
    text = "The program, which counted 9,870 brands in June 2022, has 13,215 members today."
    assert [one.period for one in propose_claims(text)][-1] == ""


def test_the_numbers_of_a_list_within_a_sentence_are_no_figures() -> None:
    text = "1. In 2022 the site removed 3,400 listings; 2. it banned 210 sellers; and 3. it closed 64 shops."
    assert [one.value for one in propose_claims(text)] == [3400, 210, 64]


def test_a_time_behind_its_own_change_has_its_unit() -> None:
    text = "The average handling time has been reduced by 30% to 16 hours."
    assert [(one.metric, one.unit) for one in propose_claims(text)][-1] == ("response_time", "hours")


def test_a_year_with_a_figure_of_its_own_is_no_period_of_the_next() -> None:
    text = "Since 2019, when we removed 4 million listings, removals have tripled to 13 million."
    assert [one.period for one in propose_claims(text)] == ["2019", ""]


def test_figures_side_by_side_are_paired_with_as_many_years() -> None:
    text = "We removed 3, 4 and 5 million listings in 2020, 2021 and 2022."
    assert [(one.value, one.period) for one in propose_claims(text) if one.known] == [(5_000_000, "in 2022")]
