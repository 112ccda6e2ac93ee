"""The two documents that the record begins with: their figures, and nothing but their figures."""

from decimal import Decimal
from pathlib import Path

import pytest

from responses.claims import ProposedClaim, propose_claims

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the two seed documents are not bundled: copyright"
)

STATEMENT = [
    ("rights_holders_registered_change", 11, "exact", "+"),
    ("takedown_requests_change", -25, "exact", "-"),
    ("proactive_takedowns_before_sale", 98, "exact", ""),
    ("requests_within_24_hours", 97, "exact", ""),
    ("arrests", 1000, "over", ""),
    ("locations_closed", 1000, "nearly", ""),
    ("brands_on_platform", 100000, "over", ""),
    ("most_valuable_brands_share", 75, "exact", ""),
]
ARTICLE = [
    ("brands_on_platform", 100000, "over", ""),
    ("rights_holders_registered_change", 11, "exact", "+"),
    ("brands_on_platform", 100000, "over", ""),
    ("most_valuable_brands_share", 75, "exact", ""),
]


def _read(name: str) -> str:
    return (SEEDS / name).read_text(encoding="utf-8")


def _in_short(claims: tuple[ProposedClaim, ...]) -> list[tuple[str, int, str, str]]:
    return [(one.metric, int(one.signed), one.qualifier, one.direction) for one in claims]


def test_the_statement_gives_its_eight_figures_and_no_other() -> None:
    assert _in_short(propose_claims(_read("alibaba-statement-2018-01.txt"))) == STATEMENT


def test_the_article_gives_the_figures_it_repeats_and_no_other() -> None:
    assert _in_short(propose_claims(_read("world-trademark-review-2018-01.txt"))) == ARTICLE


def test_the_statement_names_its_speaker_once_for_all_figures() -> None:
    speakers = {one.said_by for one in propose_claims(_read("alibaba-statement-2018-01.txt"))}
    assert speakers == {"Alibaba Group President Michael Evans"}


def test_each_figure_of_the_article_has_the_speaker_of_its_own_quotation() -> None:
    said_by = [one.said_by for one in propose_claims(_read("world-trademark-review-2018-01.txt"))]
    assert said_by == ["a spokesperson", "the company", "an Alibaba spokesperson", "an Alibaba spokesperson"]


def test_both_changes_of_the_statement_are_year_on_year() -> None:
    claims = propose_claims(_read("alibaba-statement-2018-01.txt"))
    assert [one.comparison for one in claims if one.direction] == ["year on year", "year on year"]


def test_the_month_in_which_it_was_said_is_not_the_period_of_a_quoted_figure() -> None:
    assert propose_claims(_read("world-trademark-review-2018-01.txt"))[0].period == ""


@pytest.mark.parametrize("name", ["alibaba-statement-2018-01.txt", "world-trademark-review-2018-01.txt"])
def test_the_figure_stands_where_its_claim_says(name: str) -> None:
    text = _read(name)
    for one in propose_claims(text):
        assert text[one.start : one.end] == one.quote
        assert Decimal(text[one.number_start : one.number_end].replace(",", "")) == one.value
