"""The company_figures of claims: numbers as they were given, and where a series breaks."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.chart import RIGHT, SERIES_LEFT, make_series_chart
from responses.claims.register import BY_KEY
from responses.claims.written import format_period
from responses.company_figures import find_look_alikes, make_series
from responses.figures import describe_conditions, format_figure, format_number, split_figure
from responses.filters import ClaimFilter
from responses.metrics import METRIC_KEYS
from responses.models import Claim, Party, Response, ResponsePoint

SEED = {
    "+11%", "−25%", "98%", "97%", "over 1,000 arrests", "nearly 1,000 locations", "over 100,000 brands", "75%",
}  # fmt: skip


@pytest.mark.usefixtures("record")
def test_the_eight_figures_of_the_statement_are_written_as_it_gave_them() -> None:
    claims = Claim.objects.filter(point__response__public_id="2018-01-12-alibaba-group-1")
    assert {format_figure(claim) for claim in claims} == SEED


@pytest.mark.parametrize(
    ("unit", "value", "qualifier", "written"),
    [
        ("per 10,000 orders", "1.5", "exact", "1.5 per 10,000 orders"),
        ("USD", "500000000", "over", "over USD 500,000,000"),
        ("%", "99.9", "over", "over 99.9%"),
        ("times", "2", "over", "over 2 times"),
        ("uses", "0", "exact", "0 uses"),
    ],
)
def test_a_figure_keeps_its_qualifier_and_its_unit(
    unit: str, value: str, qualifier: str, written: str
) -> None:
    claim = Claim(metric="m", value=Decimal(value), unit=unit, qualifier=qualifier)
    assert format_figure(claim) == written


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_a_number_written_for_readers_is_the_same_number(value: Decimal) -> None:
    assert Decimal(format_number(value).replace(",", "").replace("−", "-")) == value


def test_what_a_source_does_not_state_is_said_to_be_not_stated() -> None:
    claim = Claim(metric="takedown requests, change", value=Decimal(-25), unit="%")
    assert describe_conditions(claim) == [
        ("period", "not stated"),
        ("of", "not stated"),
        ("against", "not stated"),
    ]


def series_of(metric: str):
    return next(one for one in make_series(ClaimFilter().rows()) if one.metric == metric)


@pytest.mark.usefixtures("record")
def test_a_floor_said_twice_is_no_growth_and_breaks_the_series() -> None:
    series = series_of("brands_on_platform")
    assert len(series.breaks) == len(series.entries) - 1 == 2
    assert "no trend can be read" in series.breaks[0].step


@pytest.mark.usefixtures("record")
def test_a_calendar_year_is_not_joined_to_a_cycle_of_the_review() -> None:
    series = series_of("stores_closed")
    assert len(series.breaks) == 2


@pytest.mark.usefixtures("record")
def test_figures_of_one_base_are_joined_and_others_are_not() -> None:
    series = series_of("listings_removed")
    joined = [entry.claim.period for entry in series.entries if entry.comparable]
    assert joined == ["2011", "2012"]
    assert all(entry.step for entry in series.breaks)


@pytest.mark.usefixtures("record")
def test_numbers_of_different_parties_are_never_joined() -> None:
    for series in make_series(ClaimFilter().rows()):
        for before, entry in zip(series.entries, series.entries[1:], strict=False):
            if before.claim.point.response.party_id != entry.claim.point.response.party_id:
                assert entry.broken


@pytest.mark.usefixtures("record")
def test_the_same_number_of_two_metrics_is_said_not_to_be_the_same() -> None:
    sentences = find_look_alikes(make_series(ClaimFilter().rows()))
    (found,) = [each for each in sentences if "blocks at once" in each]
    assert found.count("97%") == 2
    assert "is not" in found


def test_every_metric_of_the_record_is_one_of_the_register() -> None:
    assert set(METRIC_KEYS.values()) <= set(BY_KEY)


def claim(value: Decimal, qualifier: str, party: int) -> Claim:
    response = Response(party=Party(pk=party, name=f"party {party}"), public_id=f"r{party}")
    point = ResponsePoint(response=response, ordinal=1)
    return Claim(point=point, metric="m", value=value, unit="things", qualifier=qualifier)


@given(
    st.lists(
        st.builds(
            claim,
            st.decimals(min_value=-(10**9), max_value=10**9, places=2),
            st.sampled_from(Claim.Qualifier.values),
            st.integers(1, 2),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_every_mark_lies_within_the_drawing_and_lengths_are_sizes(claims: list[Claim]) -> None:
    (series,) = make_series(claims)
    drawn = make_series_chart(series)
    assert len(drawn.marks) == len(claims)
    assert all(SERIES_LEFT <= mark.x <= RIGHT and mark.y <= drawn.height for mark in drawn.marks)
    by_size = sorted(drawn.marks, key=lambda mark: abs(mark.entry.claim.value))
    lengths = [abs(mark.x - mark.zero) for mark in by_size]
    assert lengths == pytest.approx(sorted(lengths), abs=1e-6)


def test_every_drawing_has_a_title_a_description_and_its_table(client) -> None:
    page = client.get("/claims/").content.decode()
    drawings = [part.partition("</svg>")[0] for part in page.split("<svg")[1:]]
    assert len(drawings) == page.count("</table>") - 1 > 5
    for each in drawings:
        drawing = ElementTree.fromstring(f"<svg{each}</svg>")
        space = "{http://www.w3.org/2000/svg}"
        assert drawing.findtext(f"{space}title")
        assert drawing.findtext(f"{space}desc")
        assert drawing.get("aria-labelledby")


@pytest.mark.parametrize(
    ("metric", "value", "unit", "said"),
    [
        ("arrests after its leads", "1000", "arrests", ("1,000", "arrests")),
        ("complaints to the police", "6", "complaints", ("6", "complaints to the police")),
        ("staff", "200", "people", ("200 people", "Staff")),
        ("suspect links blocked at once", "97", "%", ("97%", "Suspect links blocked at once")),
    ],
)
def test_a_figure_and_what_it_counts_say_the_unit_once(
    metric: str, value: str, unit: str, said: tuple[str, str]
) -> None:
    claim = Claim(metric=metric, value=Decimal(value), unit=unit, qualifier="exact")
    assert split_figure(claim) == said


def test_the_months_of_a_period_are_written_out() -> None:
    assert format_period("2016-09 to 2017-08") == "September 2016 to August 2017"
    assert format_period("12 months to August 2016") == "12 months to August 2016"


@pytest.mark.usefixtures("record")
def test_a_reason_that_breaks_a_series_twice_is_said_once() -> None:
    series = next(one for one in make_series(ClaimFilter().rows()) if one.metric == "brands_on_platform")
    assert len(series.breaks) == 2 and len(series.reasons) == 1
    assert [mark.number for mark in make_series_chart(series).marks] == [0, 1, 1]
