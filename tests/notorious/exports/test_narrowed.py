"""A filtered file holds what the whole one holds of it, in the order of the table."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from markets.grid import build_grid
from markets.tables.entries import entries
from markets.tables.filtering import BadFilter
from markets.tables.filters import MarketFilter
from markets.tables.scope import Scope
from notorious.tables import TABLES
from notorious.tables.conditions import OF_MARKETS
from notorious.tables.selection import select_rows
from tests.notorious.exports.conftest import Held

MATRIX = (
    *("country=CN", "kind=physical", "harm=both", "category=e-commerce", "status=listed", "editions=5"),
    *("q=bay", "country=RU&kind=online", "country=RU,CN", "sort=name&kind=online"),
)
EQUAL = {
    "timeline": ("year=2017", "market=taobao", "market=taobao&year=2017"),
    "listings": ("year=2017", "market=taobao", "market=taobao&year=2017"),
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


@pytest.mark.parametrize("name", sorted(OF_MARKETS))
@pytest.mark.parametrize("query", MATRIX)
def test_the_filter_of_the_matrix_leaves_the_rows_of_the_markets_that_pass(
    name: str, query: str, record: Scope, held: Held
) -> None:
    table = TABLES[name]
    passing = {
        entry.market.slug for entry in MarketFilter.from_query(QueryDict(query)).rows(entries(build_grid()))
    }
    place = table.place("market")
    expected = [row for row in held.rows[name] if row[place] in passing]
    assert list(select_rows(table, QueryDict(query))(record)) == expected


@pytest.mark.parametrize(
    ("name", "query"), [(name, query) for name, queries in EQUAL.items() for query in queries]
)
def test_a_value_that_an_address_states_leaves_the_rows_that_have_it(
    name: str, query: str, record: Scope, held: Held
) -> None:
    table, wanted = TABLES[name], QueryDict(query)
    places = [(table.place(column), wanted[column]) for column in wanted]
    expected = [row for row in held.rows[name] if all(str(row[place]) == value for place, value in places)]
    assert expected
    assert list(select_rows(table, wanted)(record)) == expected


@pytest.mark.parametrize("query", ["year=2016,2017", "year=2016&year=2017", "year=2016..2017"])
def test_lists_ranges_and_repeated_parameters_work_in_files(query: str, record: Scope, held: Held) -> None:
    place = TABLES["timeline"].place("year")
    expected = [row for row in held.rows["timeline"] if row[place] in (2016, 2017)]
    assert list(select_rows(TABLES["timeline"], QueryDict(query))(record)) == expected


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("market=tabao", "“market” has no value “tabao”. Did you mean “taobao”?"),
        ("contry=CN", "This address has no parameter “contry”. Did you mean “country”? It takes: "),
        ("year=1999", "“year” has no value “1999”. It takes: 2010, "),
        ("change=gone", "“change” has no value “gone”. It takes: first_listed, "),
    ],
)
def test_an_unknown_name_or_value_is_refused_with_the_nearest_that_there_is(
    query: str, sentence: str, record: Scope
) -> None:
    with pytest.raises(BadFilter) as refused:
        select_rows(TABLES["timeline"], QueryDict(query))
    assert str(refused.value).startswith(sentence)
