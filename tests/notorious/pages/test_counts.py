"""What pages count over all markets and listings is what one finds market by market and listing by listing."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

from markets import briefs, paging
from markets.briefs import describe_edition_news
from markets.cells import ListingHistory
from markets.changes import Change, compute_change
from markets.comparison import ComparisonFilter, compare_editions
from markets.edition_summary import summarize_edition
from markets.grid import Grid, build_grid
from markets.listing_values import ROLLUPS, find_countries, read_listing_values
from markets.models import Listing
from markets.models.market import CANONICAL
from markets.news import find_news
from markets.tables.entries import list_entries
from notorious.pages import countries
from notorious.pages.charts.counted import LONGEST_BAR, chart_runs, chart_value, count_value_sets
from tests.notorious.pages.conftest import Read, said

pytestmark = [pytest.mark.django_db]


def read_values() -> dict[Listing, dict[str, list[str]]]:
    """Each public listing with its values; its countries are those it prints, else those on which all other
    public listings of its market agree."""
    listings = list(Listing.objects.public().select_related("edition").annotate(canonical=CANONICAL))
    named: dict[int, set[tuple[str, ...]]] = {each.canonical: set() for each in listings}
    for each in listings:
        if each.countries:
            named[each.canonical].add(tuple(sorted(each.countries)))
    agreed = {market: list(*found) if len(found) == 1 else [] for market, found in named.items()}
    return {
        each: {
            "countries": each.countries or agreed[each.canonical],
            "categories": [each.category] if each.category else [],
            "harms": [each.harm] if each.harm else [],
        }
        for each in listings
    }


def by_name(rows: Iterable[ListingHistory]) -> list[ListingHistory]:
    return sorted(rows, key=lambda row: (row.market.kind, row.market.name.casefold()))


@pytest.fixture
def whole(record: None) -> Grid:
    return build_grid()


def test_the_chart_of_runs_counts_those_of_every_market(whole: Grid) -> None:
    counted = {
        panel.title.partition(":")[0]: [bar.value for bar in panel.bars]
        for panel in chart_runs(whole.rows).panels
    }
    for kind in ("online", "physical"):
        runs = [run for row in whole.rows if row.market.kind == kind for run in row.runs]
        known = Counter(min(each.editions, LONGEST_BAR) for each in runs if each.since_known and each.ended)
        others = Counter(
            min(each.editions, LONGEST_BAR) for each in runs if not (each.since_known and each.ended)
        )
        name = f"{kind.capitalize()} markets"
        assert counted[f"{name}, start and end known"] == [known[n] for n in range(1, LONGEST_BAR + 1)]
        assert counted[f"{name}, at least this long"] == [others[n] for n in range(1, LONGEST_BAR + 1)]


@pytest.mark.parametrize("name", ROLLUPS)
def test_a_roll_up_counts_markets_and_listings_one_by_one(whole: Grid, name: str) -> None:
    rollup = ROLLUPS[name]
    values = {listing: found[name] for listing, found in read_values().items()}
    markets = Counter(value for entry in list_entries(whole) for value in getattr(entry, name))
    listed = Counter(value for found in values.values() for value in found)
    lines, latest = countries.count_rollup(rollup)
    assert {line.value: (line.markets, line.listings) for line in lines} == {
        value: (markets[value], listed[value]) for value in listed
    }
    counted = read_listing_values()
    for value in listed:
        bars = chart_value(whole, rollup, value, count_value_sets(rollup, counted)).panels[0].bars
        per_year = Counter(listing.edition.year for listing, found in values.items() if value in found)
        assert [bar.value for bar in bars] == [per_year[year] for year in whole.years]
        assert latest == whole.years[-1]


def test_the_countries_of_an_edition_are_those_of_its_listings(whole: Grid) -> None:
    known = find_countries(read_listing_values())
    named: dict[int, set[str]] = {edition.year: set() for edition in whole.editions}
    for listing, found in read_values().items():
        named[listing.edition.year].update(found["countries"])
    assert {edition.year: known.get(edition.year, set()) for edition in whole.editions} == named


@pytest.mark.parametrize("pair", [(2011, 2021), (2016, 2017), (2021, 2022)])
@pytest.mark.parametrize(("kind", "country"), [("", ""), ("online", ""), ("", "CN")])
def test_two_editions_are_compared_market_by_market(
    whole: Grid, pair: tuple[int, int], kind: str, country: str
) -> None:
    earlier, later = (next(each for each in whole.editions if each.year == year) for year in pair)
    about = {
        listing.canonical
        for listing, found in read_values().items()
        if listing.edition.year in pair and country in found["countries"]
    }
    wanted: dict[Change, list[ListingHistory]] = {}
    for row in by_name(whole.rows):
        step = compute_change(row.statuses, whole.years, *pair)
        passes = kind in ("", row.market.kind) and (not country or row.market.pk in about)
        if step and passes:
            wanted.setdefault(step, []).append(row)
    chosen = ComparisonFilter.from_query({"kind": kind, "country": country})
    groups = compare_editions(whole, earlier, later, chosen).groups
    assert {group.change: [each.row for each in group.markets] for group in groups} == wanted
    assert [group.change for group in groups] == [step for step in Change if step in wanted]
    for group in groups:
        kinds = Counter(row.market.kind for row in wanted[group.change])
        assert (group.online, group.physical) == (kinds["online"], kinds["physical"])


def test_of_many_markets_a_sentence_names_the_first_and_counts_the_others(
    whole: Grid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(briefs, "MOST_NAMED", 2)
    edition = next(each for each in whole.editions if each.year == 2022)
    gone = by_name(row for row in whole.rows if row.change(2022) is Change.NO_LONGER_LISTED)
    names = [row.market.name for row in gone[:2]]
    news = find_news(whole, summarize_edition(whole, edition))
    text = " ".join(map(str, describe_edition_news(news, {})))
    assert f"{', '.join(names)} and {len(gone) - 2} others are no longer listed since the 2021 List" in text


def test_a_comparison_of_many_markets_goes_on_from_page_to_page(
    read: Read, whole: Grid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 20)
    rows = by_name(row for row in whole.rows if row.change(2022) is Change.CONTINUED)
    found: list[str] = []
    number = 1
    while True:
        page = read(f"/compare/2021/2022/?page={number}")
        section = page.select_one("section[aria-labelledby=continued]")
        if section is not None:
            assert said(section.h2).endswith(f"({len(rows)})")
            found += [said(row.th) for row in section.select("tbody tr")]
        if page.select_one("a[rel=next]") is None:
            break
        number += 1
    assert found == [row.market.name for row in rows]


def test_many_listings_of_an_edition_and_of_a_roll_up_go_on_from_page_to_page(
    read: Read, whole: Grid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 3)
    section: Any = read("/editions/2021/").select_one("section[aria-labelledby=online]")
    assert len(section.select("tbody tr")) == 3
    page: Any = read("/harms/both/")
    assert len(page.select("table.matrix tbody th[scope=row] a")) == 3
    assert page.select_one("a[rel=next]")["href"] == "?page=2"
