"""What is counted by the ways in which editions list markets is what counting market by market gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from markets import comparison, news
from markets.alike import alike, total
from markets.briefs import edition_brief
from markets.cells import Row
from markets.changes import Change, change
from markets.comparison import NO_FILTER, ComparisonFilter, compare
from markets.grid import Grid, frame, grid
from markets.models import PUBLIC, Listing, Recommendation
from markets.models.market import CANONICAL
from markets.tables.entries import entries
from notorious.pages import countries, editions, home
from notorious.pages.charts.counted import LAST, by_value, lasting
from notorious.pages.rollup import ROLLUPS, countries_by_year, tallies
from responses.tracker import rows_of, tracker
from tests.notorious.pages.conftest import Read, said
from tests.notorious.pages.test_any_record import of_alike, of_rows

pytestmark = [pytest.mark.django_db]


def by_name(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row.market.kind, row.market.name.casefold()))


@pytest.fixture
def whole(record: None) -> Grid:
    return grid()


def test_every_public_market_goes_one_of_the_ways(whole: Grid) -> None:
    found = alike()
    assert of_alike(found) == of_rows(whole.rows)
    assert total(found) == len(whole.rows)
    assert sorted(key for each in found for _, key in each.first) == sorted(
        row.market.pk for row in whole.rows
    )
    assert len(found) < len(whole.rows)


def test_the_chart_of_runs_counts_those_of_every_market(whole: Grid) -> None:
    counted = {
        panel.title.partition(":")[0]: [bar.value for bar in panel.bars] for panel in lasting(alike()).panels
    }
    for kind in ("online", "physical"):
        runs = [run for row in whole.rows if row.market.kind == kind for run in row.runs]
        known = Counter(min(each.editions, LAST) for each in runs if each.since_known and each.ended)
        others = Counter(min(each.editions, LAST) for each in runs if not (each.since_known and each.ended))
        name = f"{kind.capitalize()} markets"
        assert counted[f"{name}, known from beginning to end"] == [known[n] for n in range(1, LAST + 1)]
        assert counted[f"{name}, at least so long"] == [others[n] for n in range(1, LAST + 1)]


@pytest.mark.parametrize("name", ROLLUPS)
def test_a_roll_up_counts_markets_and_listings_one_by_one(whole: Grid, name: str) -> None:
    rollup = ROLLUPS[name]
    listings = list(Listing.objects.public().select_related("edition"))
    of = {"countries": "countries", "categories": "categories", "harms": "harms"}[name]
    markets = Counter(value for entry in entries(whole) for value in getattr(entry, of))
    held = Counter(value for each in listings for value in rollup.in_listing(each))
    lines, latest = countries.lines_of(rollup)
    assert {line.value: (line.markets, line.listings) for line in lines} == {
        value: (markets[value], held[value]) for value in held
    }
    tallied = tallies(rollup)
    for value in held:
        bars = by_value(whole, rollup, value, tallied).panels[0].bars
        sure = [
            each for each in listings if each.evidence != "unconfirmed" and value in rollup.in_listing(each)
        ]
        per_year = Counter(each.edition.year for each in sure)
        assert [bar.value for bar in bars] == [per_year[year] for year in whole.years]
        assert latest == whole.years[-1]


def test_the_countries_of_an_edition_are_those_of_its_listings(whole: Grid) -> None:
    known = countries_by_year()
    for edition in whole.editions:
        named = {code for each in Listing.objects.public().filter(edition=edition) for code in each.countries}
        assert known.get(edition.year, set()) == named


@pytest.mark.parametrize("pair", [(2011, 2021), (2016, 2017), (2021, 2022)])
@pytest.mark.parametrize("chosen", [NO_FILTER, ComparisonFilter("online"), ComparisonFilter("", "CN")])
def test_two_editions_are_compared_market_by_market(
    whole: Grid, pair: tuple[int, int], chosen: ComparisonFilter
) -> None:
    earlier, later = (next(each for each in whole.editions if each.year == year) for year in pair)
    about = set(
        Listing.objects.public()
        .filter(edition__year__in=pair, country_basis__in=PUBLIC, country_codes__contains=[chosen.country])
        .values_list(CANONICAL, flat=True)
    )
    wanted: dict[Change, list[Row]] = {}
    for row in by_name(whole.rows):
        step = change(row.statuses, whole.years, *pair)
        passes = chosen.kind in ("", row.market.kind) and (not chosen.country or row.market.pk in about)
        if step and passes:
            wanted.setdefault(step, []).append(row)
    groups = compare(frame(), earlier, later, chosen).groups
    assert {group.change: [each.row for each in group.markets] for group in groups} == wanted
    assert [group.change for group in groups] == [step for step in Change if step in wanted]
    for group in groups:
        kinds = Counter(row.market.kind for row in wanted[group.change])
        assert (group.online, group.physical) == (kinds["online"], kinds["physical"])


def test_the_news_of_an_edition_are_of_every_market(whole: Grid) -> None:
    markets = alike()
    for edition in whole.editions:
        told = news.news(frame(), edition, markets)
        for step in Change:
            rows = by_name(row for row in whole.rows if row.change(edition.year) is step)
            assert told.changed[step].count == len(rows)
            assert list(told.changed[step].named) == [row.market.pk for row in rows][: news.NAMED]
        asked = [row.market.pk for row in whole.rows if row.cell(edition.year).recommendations]
        assert (list(told.asked.named), told.asked.count) == (asked, len(asked))


def test_the_open_questions_are_those_of_the_whole_tracker(whole: Grid) -> None:
    rows = [
        row
        for row in tracker(Recommendation.objects.public().asks())
        if row.answer.status not in home.ANSWERED or not row.after.links
    ]
    shown, count = home.open_questions(home.perhaps_open(), whole)
    assert (shown, count) == (rows[: home.OPEN], len(rows))
    assert len(rows_of(home.perhaps_open(), whole)) < Recommendation.objects.public().asks().count()


def test_of_many_markets_a_sentence_names_the_first_and_counts_the_others(
    whole: Grid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "NAMED", 2)
    edition = next(each for each in whole.editions if each.year == 2022)
    told = news.news(frame(), edition, alike())
    gone = by_name(row for row in whole.rows if row.change(2022) is Change.NO_LONGER_LISTED)
    names = [row.market.name for row in gone[:2]]
    text = " ".join(map(str, edition_brief(told, whole.by_market, dict)))
    assert f"{', '.join(names)} and {len(gone) - 2} others were on the 2021 List" in text


def test_of_many_markets_a_comparison_shows_the_first_of_each_kind_and_leads_to_the_file(
    read: Read, whole: Grid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparison, "SHOWN", 2)
    page = read("/compare/2021/2022/?kind=online")
    section = page.select_one("section[aria-labelledby=continued]")
    rows = by_name(row for row in whole.rows if row.change(2022) is Change.CONTINUED)
    online = [row.market.name for row in rows if row.market.kind == "online"]
    assert [said(row.th) for row in section.select("tbody tr")] == online[:2]  # type: ignore[union-attr]
    assert f"of {len(online)}" in said(section.select_one(".note"))  # type: ignore[union-attr]
    assert section.select_one(".note a")["href"] == "/compare/2021/2022.csv?kind=online"  # type: ignore[union-attr,index]


def test_of_many_listings_an_edition_and_a_roll_up_show_the_first(
    read: Read, whole: Grid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "SHOWN", 3)
    section = read("/editions/2021/").select_one("section[aria-labelledby=online]")
    assert len(section.select("tbody tr")) == 3  # type: ignore[union-attr]
    assert "The first 3 of 42 by printed name" in said(section)
    monkeypatch.setattr(countries, "FIRST", 3)
    page = read("/harms/both/")
    assert "The first 3 of" in said(page.main)
    assert len(page.select("table.matrix tbody th[scope=row] a")) == 3
