"""Two figures are compared only where they are of one thing; else a sentence says why not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.claims import propose_claims
from responses.claims.records import ProposedClaim
from responses.claims.register import METRICS
from responses.comparable import ClaimFigure, FigureComparison, NotComparable, compare_figures

REQUESTS = ClaimFigure(
    "takedown_requests_change", Decimal(-25), "percent", "exact", "takedown requests", "twelve_months",
    "to August 2017", "year on year", date(2018, 1, 12),
)  # fmt: skip
LATER = replace(REQUESTS, value=Decimal(-44), period="to August 2018", said_on=date(2018, 10, 1))
WITHIN = ClaimFigure(
    "requests_within_24_hours", Decimal(97), "percent", "exact", "all takedown requests", "calendar_year", "2017", "",
    date(2018, 1, 12),
)  # fmt: skip
BRANDS = ClaimFigure(
    "brands_on_platform", Decimal(100000), "brands", "over", "", "as_of", "2016", "", date(2016, 10, 7)
)
STORES = ClaimFigure(
    "stores_closed",
    Decimal(180000),
    "stores",
    "exact",
    "",
    "twelve_months",
    "to August 2016",
    "",
    date(2016, 10, 7),
)


def make_figure(claim: ProposedClaim, said_on: date | None) -> ClaimFigure:
    """Return a proposed claim as a figure to compare."""
    return ClaimFigure(
        metric=claim.metric, value=claim.signed, unit=claim.unit, qualifier=claim.qualifier, base=claim.base,
        period_kind=claim.period_kind, period=claim.period, comparison=claim.comparison, said_on=said_on,
    )  # fmt: skip


def test_requests_within_24_hours_are_not_links_blocked_at_once() -> None:
    links = replace(WITHIN, metric="links_blocked_at_once", base="suspect links")
    found = compare_figures(WITHIN, links)
    assert isinstance(found, NotComparable) and found.rule == "metric"
    assert "97%" in found.sentence and "blocks at once" in found.sentence


def test_a_floor_said_two_years_running_is_not_growth() -> None:
    found = compare_figures(BRANDS, replace(BRANDS, period="2018", said_on=date(2018, 1, 12)))
    assert isinstance(found, NotComparable) and found.rule == "bound"
    assert found.sentence.startswith("over 100,000 brands was given again: the same minimum")


def test_takedown_requests_falling_is_not_prevalence_falling() -> None:
    found = compare_figures(
        REQUESTS, replace(LATER, metric="counterfeit_prevalence_change", base="counterfeit goods")
    )
    assert isinstance(found, NotComparable) and "not prevalence falling" in found.sentence


def test_two_changes_of_takedown_requests_compare_with_their_caveat() -> None:
    found = compare_figures(LATER, REQUESTS)
    assert isinstance(found, FigureComparison)
    assert (found.earlier, found.later, found.difference) == (REQUESTS, LATER, Decimal(-19))
    assert "not fewer counterfeits" in found.caveat
    assert found.sentence.endswith("19 percentage points less.")


def test_one_share_of_one_base_in_two_years_compares() -> None:
    later = replace(
        WITHIN, value=Decimal(95), base="takedown requests", period="2018", said_on=date(2019, 1, 1)
    )
    found = compare_figures(WITHIN, later)
    assert isinstance(found, FigureComparison) and found.difference == Decimal(-2)


@pytest.mark.parametrize(
    ("other", "rule"),
    [
        (replace(WITHIN, base="suspect links"), "base"),
        (replace(WITHIN, base=""), "base"),
        (replace(WITHIN, unit="requests"), "unit"),
        (replace(WITHIN, comparison="year on year"), "comparison"),
        (replace(WITHIN, period_kind="twelve_months", period="to August 2017"), "period_kind"),
        (replace(WITHIN, period_kind="", period=""), "period_unknown"),
        (replace(WITHIN, value=Decimal(96)), "same_period"),
        (WITHIN, "same_period"),
    ],
)
def test_what_differs_is_named(other: ClaimFigure, rule: str) -> None:
    found = compare_figures(WITHIN, other)
    assert isinstance(found, NotComparable) and found.rule == rule and found.sentence.endswith(".")


def test_a_cycle_of_the_review_and_a_calendar_year_do_not_compare() -> None:
    found = compare_figures(
        STORES,
        replace(
            STORES,
            value=Decimal(240000),
            period_kind="calendar_year",
            period="2017",
            said_on=date(2018, 1, 10),
        ),
    )
    assert isinstance(found, NotComparable) and found.rule == "period_kind"


def test_counts_of_two_periods_compare() -> None:
    found = compare_figures(
        STORES, replace(STORES, value=Decimal(270000), period="to August 2017", said_on=date(2018, 1, 12))
    )
    assert isinstance(found, FigureComparison) and found.difference == Decimal(90000) and not found.bound


def test_two_floors_of_different_height_say_nothing_of_growth() -> None:
    found = compare_figures(
        BRANDS, replace(BRANDS, value=Decimal(200000), period="2018", said_on=date(2018, 1, 12))
    )
    assert isinstance(found, NotComparable) and found.rule == "bound"


def test_a_floor_above_an_exact_figure_is_growth_by_at_least_the_difference() -> None:
    exact = replace(BRANDS, value=Decimal(80000), qualifier="exact")
    found = compare_figures(exact, replace(BRANDS, period="2018", said_on=date(2018, 1, 12)))
    assert isinstance(found, FigureComparison) and found.bound and found.difference == Decimal(20000)
    assert "at least 20,000 brands more" in found.sentence


def test_brands_in_a_programme_are_not_brands_on_the_platform() -> None:
    found = compare_figures(replace(BRANDS, metric="brands_cooperating", value=Decimal(18000)), BRANDS)
    assert isinstance(found, NotComparable) and "protection program" in found.sentence


def test_two_statements_read_by_machine_compare_as_their_figures_do() -> None:
    first, second = (
        propose_claims("In 2016 we closed 180,000 stores."),
        propose_claims("In 2017 we closed 240,000 stores."),
    )
    found = compare_figures(make_figure(first[0], date(2017, 1, 1)), make_figure(second[0], date(2018, 1, 1)))
    assert isinstance(found, FigureComparison) and found.difference == Decimal(60000)
    fall = propose_claims("Takedown requests fell 25% year on year in 2017.")[0]
    assert make_figure(fall, None).value == Decimal(-25)


FIGURES = st.builds(
    ClaimFigure,
    metric=st.sampled_from([one.key for one in METRICS] + ["attempts"]),
    value=st.decimals(-(10**6), 10**6, places=1),
    unit=st.sampled_from(["percent", "stores", ""]),
    qualifier=st.sampled_from(["exact", "about", "over", "nearly", "under"]),
    base=st.sampled_from(["", "requests", "all requests", "links"]),
    period_kind=st.sampled_from(["", "calendar_year", "as_of"]),
    period=st.sampled_from(["", "2016", "2017"]),
    comparison=st.sampled_from(["", "year on year"]),
    said_on=st.none() | st.dates(),
)


@given(FIGURES, FIGURES)
def test_whether_two_figures_compare_does_not_depend_on_their_order(a: ClaimFigure, b: ClaimFigure) -> None:
    assert isinstance(compare_figures(a, b), FigureComparison) == isinstance(
        compare_figures(b, a), FigureComparison
    )


@given(FIGURES, FIGURES)
def test_only_one_metric_one_base_and_one_kind_of_period_compare(a: ClaimFigure, b: ClaimFigure) -> None:
    found = compare_figures(a, b)
    if isinstance(found, FigureComparison):
        assert (a.metric, a.unit, a.comparison, a.period_kind) == (
            b.metric,
            b.unit,
            b.comparison,
            b.period_kind,
        )
        assert a.period_kind and found.difference == found.later.value - found.earlier.value
    else:
        assert found.sentence.endswith(".") and found.rule
