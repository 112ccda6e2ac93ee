"""A filtered file reads only what it is asked for, and holds what the whole one holds of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.http import QueryDict

from markets.grid import build_grid
from markets.tables import batches, listings
from markets.tables.entries import entries
from markets.tables.filters import MarketFilter
from markets.tables.scope import Scope
from notorious.tables import TABLES
from notorious.tables.selection import OF_MARKETS, selected
from tests.notorious.exports.conftest import Held

MATRIX = (
    *("country=CN", "kind=physical", "harm=both", "category=e-commerce", "status=listed", "editions=5"),
    *("q=bay", "country=RU&kind=online", "country=ZZ", "sort=name&kind=online"),
)
EQUAL = {
    "timeline": ("year=2017", "market=taobao", "market=taobao&year=2017", "market=nobody", "year=1999"),
    "listings": ("year=2017", "market=taobao", "market=taobao&year=2017", "market=nobody"),
    "changes": ("later_year=2017", "market=taobao", "market=taobao&later_year=2012&change=no_longer_listed"),
    "markets": ("market=taobao",),
    "printed_names": ("market=taobao",),
    "recommendations_and_responses": (
        "year=2017",
        "market=taobao",
        "market=taobao&year=2017",
        "party=alibaba-group",
    ),
}


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few at a time that boundaries are met."""
    monkeypatch.setattr(batches, "BATCH", 40)
    monkeypatch.setattr(listings, "AT_ONCE", 7)


@pytest.mark.parametrize("name", sorted(OF_MARKETS))
def test_the_size_of_a_batch_changes_nothing(
    name: str, record: Scope, request: pytest.FixtureRequest
) -> None:
    scopes = (record, replace(record, absences=True))
    whole = [list(TABLES[name].rows(scope)) for scope in scopes]
    request.getfixturevalue("small_batches")
    assert [list(TABLES[name].rows(scope)) for scope in scopes] == whole


@pytest.mark.parametrize("name", sorted(OF_MARKETS))
@pytest.mark.parametrize("query", MATRIX)
def test_a_filter_of_markets_leaves_their_rows(
    name: str, query: str, record: Scope, held: Held, small_batches: None
) -> None:
    table = TABLES[name]
    chosen = MarketFilter.from_query(QueryDict(query))
    passing = {entry.market.slug for entry in chosen.rows(entries(build_grid()))}
    place = table.place("market")
    expected = [row for row in held.rows[name] if row[place] in passing]
    assert list(selected(table, QueryDict(query))(record)) == expected
    assert bool(expected) is (query != "country=ZZ")


@pytest.mark.parametrize(("name", "query"), [(name, query) for name in EQUAL for query in EQUAL[name]])
def test_a_market_or_an_edition_leaves_its_rows(
    name: str, query: str, record: Scope, held: Held, small_batches: None
) -> None:
    table, wanted = TABLES[name], QueryDict(query)
    expected = [
        row
        for row in held.rows[name]
        if all(str(row[table.place(column)]) == value for column, value in wanted.items())
    ]
    assert list(selected(table, wanted)(record)) == expected


def test_of_one_market_no_other_is_read(record: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = batches.grid

    def watched(markets: list) -> object:
        read.extend(market.slug for market in markets)
        return real(markets)

    monkeypatch.setattr(batches, "grid", watched)
    list(selected(TABLES["timeline"], QueryDict("market=taobao"))(record))
    assert read == ["taobao"]
    read.clear()
    in_2017 = list(selected(TABLES["timeline"], QueryDict("year=2017"))(record))
    assert len(read) == len(in_2017) > 10
    read.clear()
    list(selected(TABLES["timeline"], QueryDict("country=CH"))(record))
    assert 0 < len(set(read)) < 30
