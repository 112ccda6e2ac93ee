"""Figures as companies write them: notes, other notations, bases, comparisons, and what was done to listings."""

from decimal import Decimal

import pytest

from responses.claims import plain_text, propose_claims


@pytest.mark.parametrize(
    ("text", "value", "metric"),
    [
        ("IndiaMART said it has 7.2 lakh sellers.", 720_000, "merchants"),
        ("IndiaMART is a discovery platform with 7.4 million suppliers.", 7_400_000, "merchants"),
        ("It takes us on average 3 hours to look at a report.", 3, "response_time"),
        ("It removed 1.5 lakh listings.", 150_000, "listings_removed"),
        ("It hosts 10.8 crore listings.", 108_000_000, "listings"),
        ("It handled 25 lac complaints.", 2_500_000, "complaints_processed"),
        ("It closed 2,400 accounts, against 1,900 accounts a year earlier.", 2400, "accounts_blocked"),
        (
            "It removed 200,000 listings (compared to 331,607,978 in the first report).",
            200_000,
            "listings_removed",
        ),
        ("It prevented the sale of over 33 million infringing listings.", 33_000_000, "listings_prevented"),
        ("The site rejected 1.2 million listings before they went live.", 1_200_000, "listings_rejected"),
        ("53,173 listings were reported by users.", 53_173, "listings_reported"),
        ("It protects buyers, blocking more than 6 billion bad listings.", 6_000_000_000, "listings_removed"),
        ("97% of requests within 24\nhours", 97, "requests_within_24_hours"),
        ("It banned 12,000 sell-\ners in 2019.", 12_000, "accounts_blocked"),
        ("1,000 sus-\npects were arrested", 1000, "arrests"),
        (
            "96% of proactively removed listings were eliminated before a single sale took place.",
            96,
            "proactive_takedowns_before_sale",
        ),
    ],
)
def test_a_figure_is_one_claim_of_its_metric(text: str, value: int, metric: str) -> None:
    (claim,) = propose_claims(text)
    assert (claim.value, claim.metric) == (Decimal(value), metric)
    assert text[claim.start : claim.end] == claim.quote


def test_a_share_is_of_its_base() -> None:
    (claim,) = propose_claims("Only 1.09% of the 585,879,265 active listings were removed.")
    assert (claim.value, claim.unit, claim.base) == (Decimal("1.09"), "percent", "active listings")


@pytest.mark.parametrize(
    "text",
    [
        "It closed 2,400 accounts (compared to 1,900 accounts in the previous reporting period).",
        "It has staff in the United States, where 500 sellers were banned.",
    ],
)
def test_what_only_looks_like_a_verb_of_saying_names_nobody(text: str) -> None:
    assert {claim.said_by for claim in propose_claims(text)} == {""}


def test_notes_and_hidden_words_of_a_page_are_not_read_and_rows_are() -> None:
    page = (
        "<p>We closed 300<sup>2</sup> stores.</p><p style='display: none'>We closed 9 stores.</p>"
        "<table><tr><td>Listings removed</td><td>1,200,000</td></tr></table>"
    )
    assert [claim.value for claim in propose_claims(plain_text(page))] == [300, 1_200_000]
