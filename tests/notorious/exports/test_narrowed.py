"""A filtered file holds what the whole one holds of it, in the order of the table."""

import pytest
from django.http import QueryDict
from django.test import Client

from markets.grid import build_grid
from markets.models import Market
from markets.tables.entries import list_entries
from markets.tables.filtering import BadFilter
from markets.tables.filters import MarketFilter
from markets.tables.scope import Scope
from notorious.tables import TABLES
from notorious.tables.selection import select_rows
from tests.notorious.exports.conftest import RecordRows

MATRIX = (
    *("market_country=CN", "market_kind=physical", "market_harm=both", "market_category=e-commerce"),
    *("market_status=listed", "market_editions=5", "q=bay", "market_country=RU&market_kind=online"),
    "market_country=RU,CN",
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


@pytest.mark.parametrize(
    "name", ["timeline", "markets", "printed_names", "listings", "changes", "operations"]
)
@pytest.mark.parametrize("query", MATRIX)
def test_the_filter_of_the_matrix_leaves_the_rows_of_the_markets_that_pass(
    name: str, query: str, record: Scope, record_rows: RecordRows
) -> None:
    table = TABLES[name]
    passing = {
        entry.market.slug
        for entry in MarketFilter.from_query(QueryDict(query)).rows(list_entries(build_grid()))
    }
    place = table.place("market")
    expected = [row for row in record_rows.rows[name] if row[place] in passing]
    assert list(select_rows(table, QueryDict(query))(record)) == expected


@pytest.mark.parametrize(
    ("name", "query", "column", "value"),
    [
        ("changes", "change=relisted", "change", "relisted"),
        ("timeline", "country=SE", "country_codes", "SE"),
        ("timeline", "country=swe", "country_codes", "SE"),
        ("timeline", "harm=both", "harm", "both"),
        ("timeline", "category=e-commerce", "category", "e_commerce"),
        ("timeline", "category=e_commerce", "category", "e_commerce"),
        ("timeline", "kind=physical", "kind", "physical"),
        ("listings", "country=SE", "country_codes", "SE"),
        ("listings", "country_codes=SE", "country_codes", "SE"),
        ("listings", "harm=both", "harm", "both"),
        ("changes", "year=2017", "later_year", 2017),
        ("parties", "kind=trade+body", "kind", "trade_body"),
        ("timeline", "party=alibaba-group", "operators", "alibaba-group"),
    ],
)
def test_a_filter_of_a_file_selects_rows_and_not_markets(
    name: str, query: str, column: str, value: object, record: Scope, record_rows: RecordRows
) -> None:
    table = TABLES[name]
    place = table.place(column)
    expected = [
        row
        for row in record_rows.rows[name]
        if row[place] == value or (isinstance(row[place], list) and value in row[place])
    ]
    assert 0 < len(expected) < len(record_rows.rows[name])
    assert list(select_rows(table, QueryDict(query))(record)) == expected


@pytest.mark.parametrize("name", ["timeline", "recommendations"])
def test_a_range_may_name_its_end_first(name: str, record: Scope) -> None:
    found = [
        list(select_rows(TABLES[name], QueryDict(f"year={years}"))(record))
        for years in ("2018..2016", "2016..2018")
    ]
    assert found[0] == found[1] != []


def test_the_timeline_of_a_party_is_that_of_its_platforms(record: Scope) -> None:
    rows = select_rows(TABLES["timeline"], QueryDict("party=alibaba-group"))(record)
    markets = {row[TABLES["timeline"].place("market")] for row in rows}
    assert markets == {"taobao", "aliexpress"}
    for name in ("listings", "changes", "printed_names", "markets"):
        found = select_rows(TABLES[name], QueryDict("party=alibaba-group"))(record)
        assert {row[TABLES[name].place("market")] for row in found} >= markets, name


@pytest.mark.parametrize(("status", "count"), [("not_listed", 1), ("listed,unknown", 2)])
def test_a_status_other_than_listed_brings_its_rows_along(
    status: str, count: int, record: Scope, record_rows: RecordRows, client: Client
) -> None:
    place = TABLES["timeline"].place("status")
    expected = [row for row in record_rows.with_absences if row[place] in status.split(",")]
    assert len({row[place] for row in expected}) == count
    response = client.get(f"/data/timeline.csv?status={status}")
    assert int(response["X-Row-Count"]) == len(expected)
    assert client.get(f"/api/v1/timeline?status={status}&limit=1").json()["row_count"] == len(expected)
    both = client.get(f"/data/timeline.csv?status={status}&absences=1")
    assert both.content == response.content


def test_on_the_list_of_markets_both_names_of_a_filter_are_one(record: Scope, client: Client) -> None:
    for path in ("/markets.csv", "/data/markets.csv"):
        short, long = (client.get(f"{path}?{name}=CN").content for name in ("country", "market_country"))
        assert short == long
    page = client.get("/markets/?market_country=CN").content.decode()
    assert 'href="/markets.csv?country=CN"' in page


@pytest.mark.parametrize(
    ("name", "query"), [(name, query) for name, queries in EQUAL.items() for query in queries]
)
def test_a_value_that_an_address_states_leaves_the_rows_that_have_it(
    name: str, query: str, record: Scope, record_rows: RecordRows
) -> None:
    table, wanted = TABLES[name], QueryDict(query)
    places = [(table.place(column), wanted[column]) for column in wanted]
    expected = [
        row for row in record_rows.rows[name] if all(str(row[place]) == value for place, value in places)
    ]
    assert expected
    assert list(select_rows(table, wanted)(record)) == expected


@pytest.mark.parametrize("query", ["year=2016,2017", "year=2016&year=2017", "year=2016..2017"])
def test_lists_ranges_and_repeated_parameters_work_in_files(
    query: str, record: Scope, record_rows: RecordRows
) -> None:
    place = TABLES["timeline"].place("year")
    expected = [row for row in record_rows.rows["timeline"] if row[place] in (2016, 2017)]
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


def test_the_id_of_a_merged_market_gives_the_rows_of_the_market_it_was_merged_into(
    record: Scope, client: Client
) -> None:
    into = Market.objects.get(slug="taobao")
    Market.objects.filter(slug="tokopedia").update(merged_into=into)
    for path in ("/data/timeline.csv", "/data/listings.csv", "/markets.csv", "/responses.csv"):
        old, new = (client.get(f"{path}?market={slug}") for slug in ("tokopedia", "taobao"))
        assert old.content == new.content and int(new["X-Row-Count"]) > 0, path
    both = client.get("/data/timeline.csv?market=tokopedia,taobao")
    assert both.content == client.get("/data/timeline.csv?market=taobao").content
    assert client.get("/api/v1/timeline?market=tokopedia&limit=1").json()["row_count"] > 1
    moved = client.get("/api/v1/markets/tokopedia?fields=market")
    assert (moved.status_code, moved["Location"]) == (301, "/api/v1/markets/taobao?fields=market")
    row = client.get("/data/redirects.csv?merged_market=tokopedia").content.decode()
    assert row.count("\n") == 2


def test_records_that_are_not_sorted_come_in_the_order_of_their_table(record_rows: RecordRows) -> None:
    timeline = TABLES["timeline"]
    assert timeline.in_order
    assert record_rows.with_absences == sorted(record_rows.with_absences, key=timeline.sort_key())
    assert len(record_rows.with_absences) > len(record_rows.rows["timeline"]) > 0
