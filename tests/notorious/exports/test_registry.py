"""Every table: its columns are explained, its rows fit them, and it holds what the record holds."""

import datetime
import re
from decimal import Decimal

import pytest
from django.test import Client

from markets.citations import name_first_source
from markets.tables.columns import Table, Type
from markets.tables.scope import Scope
from notorious.tables import ALL, TABLES
from notorious.tables.state import current_scope, repeatable_read
from notorious.tables.wide import find_wide_table
from tests.notorious.exports.conftest import RecordRows
from tests.notorious.pages.synthetic import fill
from tests.queries import capture_queries

# pytest-django makes a database only where a test is marked to want one.
pytestmark = pytest.mark.django_db

KINDS: dict[Type, tuple[type, ...]] = {
    Type.INTEGER: (int,),
    Type.NUMBER: (Decimal,),
    Type.BOOLEAN: (bool,),
    Type.DATE: (datetime.date,),
    Type.TIMESTAMP: (datetime.datetime,),
    Type.CODES: (list, tuple),
    Type.INTEGERS: (list, tuple),
    Type.TEXTS: (list, tuple),
}
# Rows of the record: what a reader would count in its files.
COUNTS = {
    "timeline": 613,
    "listings": 613,
    "editions": 16,
    "markets": 224,
    "recommendations": 61,
    "responses": 76,
}


@pytest.mark.parametrize("table", ALL, ids=TABLES)
def test_every_column_has_a_type_a_description_and_an_example(table: Table) -> None:
    for column in table.columns:
        assert isinstance(column.type, Type)
        assert re.fullmatch(r"[A-Z].+[.]", column.description), (
            f"the description of {column.name} is no sentence"
        )
        assert column.example, f"{column.name} has no example"
        assert re.fullmatch(r"v\d{4}\.\d+", column.since)
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)


@pytest.mark.parametrize("table", ALL, ids=TABLES)
def test_what_a_column_joins_is_a_key(table: Table) -> None:
    for column in table.columns:
        if column.references:
            other, _, name = column.references.partition(".")
            assert TABLES[other].key == (name,)


def test_the_header_of_the_timeline_is_a_contract() -> None:
    assert TABLES["timeline"].header == [
        "row_id",
        "year",
        "edition_title",
        "released_on",
        "released_on_precision",
        "market",
        "market_name",
        "printed_name",
        "kind",
        "country_codes",
        "country_names",
        "status",
        "change",
        "run_editions",
        "editions_absent",
        "domains",
        "recommendation_count",
        "response_count",
        "evidence",
        "source",
        "source_url",
        "source_page",
        "permalink",
        "data_version",
        "cite_as",
        "country_iso3",
        "category",
        "harm",
        "city_printed",
        "operators",
        "operator_names",
        "entry",
        "edition_complete",
        "edition_stated",
        "edition_identified",
        "released_from",
        "released_to",
        "eu_watch_list_years",
        "nominated_by",
        "special_301_statuses",
        "inferred_country_codes",
    ]


@pytest.mark.parametrize("table", ALL, ids=TABLES)
def test_the_rows_fit_the_columns(table: Table, record_rows: RecordRows) -> None:
    rows = record_rows.rows[table.name]
    if table.name in COUNTS:
        assert len(rows) == COUNTS[table.name]
    for row in rows:
        assert len(row) == len(table.columns)
        for column, value in zip(table.columns, row, strict=True):
            if value is None or value == "":
                assert column.empty, f"{column.name} is blank in {row[0]} and does not say what that means"
            else:
                assert isinstance(value, KINDS.get(column.type, (str,))), f"{column.name} in {row[0]}"
            if column.type is Type.INTEGER:
                assert not isinstance(value, bool)
            if column.words and value not in (None, ""):
                assert value in dict(column.words)
            if column.type is Type.URL and value:
                assert re.match(r"https?://", value)


@pytest.mark.parametrize("table", ALL, ids=TABLES)
def test_rows_have_a_key_and_one_order(table: Table, record_rows: RecordRows) -> None:
    rows = record_rows.rows[table.name]
    places = [table.place(name) for name in table.key]
    keys = {tuple(str(row[place]) for place in places) for row in rows}
    assert len(keys) == len(rows)
    order = [table.sort_key()(row) for row in rows]
    assert order == sorted(order)


@pytest.mark.parametrize("table", ALL, ids=TABLES)
def test_what_a_row_joins_is_there(table: Table, record_rows: RecordRows) -> None:
    rows = record_rows.rows[table.name]
    for column in table.columns:
        if not column.references:
            continue
        other, _, name = column.references.partition(".")
        place = table.place(column.name)
        wanted = {row[place] for row in rows} - {"", None}
        there = {row[TABLES[other].place(name)] for row in record_rows.rows[other]}
        assert wanted <= there, f"{table.name}.{column.name} names what {column.references} lacks"


def test_the_queries_of_a_table_do_not_grow_with_the_record(
    record: Scope, record_rows: RecordRows, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(30, 2, first=2030)
    # The index of citations is read again every few seconds: here it is read once, before anything is counted.
    monkeypatch.setattr("markets.citations.RECENT", 3600)
    name_first_source("https://torrentfreak.com/a")
    for table in ALL:
        with repeatable_read(), capture_queries() as captured:
            list(table.records(record))
        assert len(captured) <= record_rows.queries[table.name], table.name


def test_the_timeline_with_absences_has_a_row_for_every_market_and_edition(record_rows: RecordRows) -> None:
    rows = record_rows.with_absences
    assert len(rows) == 224 * 16
    status = TABLES["timeline"].place("status")
    by_id = {row[0]: row[status] for row in rows}
    assert by_id["2013-taobao"] == "not_listed"
    assert by_id["2015-dhgate"] == "unknown"
    assert by_id["2016-taobao"] == "listed"


def test_taobao_comes_back_in_2016_after_four_editions_off(record_rows: RecordRows) -> None:
    table = TABLES["timeline"]
    rows = {row[0]: dict(zip(table.header, row, strict=True)) for row in record_rows.rows["timeline"]}
    assert rows["2016-taobao"]["change"] == "relisted"
    assert rows["2016-taobao"]["editions_absent"] == 4
    assert rows["2017-taobao"]["run_editions"] == 2
    assert rows["2017-taobao"]["recommendation_count"] == 7


def test_controlled_values_have_one_spelling_in_all_tables(record_rows: RecordRows) -> None:
    word = re.compile(r"[a-z0-9_]*")
    for table in ALL:
        for column in (column for column in table.columns if column.type is Type.WORD):
            place = table.place(column.name)
            values = {row[place] for row in record_rows.rows[table.name]} | {
                value for value, _ in column.words
            }
            assert all(word.fullmatch(value or "") for value in values), (table.name, column.name, values)
    wide = find_wide_table("markets-by-edition")
    assert wide is not None
    rows = wide.rows(current_scope())
    for name in ("categories", "harms"):
        found = {value for row in rows for value in row[wide.place(name)]}
        assert found and all(word.fullmatch(value) for value in found), found


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("/data/timeline.csv", "category=BitTorrent", "category=bittorrent"),
        ("/data/timeline.csv", "category=linking and streaming", "category=linking_and_streaming"),
        ("/claims.csv", "metric=actions of its plan", "metric=actions_of_its_plan"),
        ("/claims.csv", "metric=registered accounts, change", "metric=accounts_registered_change"),
        ("/claims.csv", "metric=staff", "metric=employees"),
        ("/data/aliases.csv", "script=han+kana", "script=han_kana"),
        ("/data/watch_list_eu.csv", "category=unlicensed IPTV", "category=unlicensed_iptv"),
    ],
)
def test_the_earlier_spelling_of_a_value_still_works(
    path: str, old: str, new: str, record: Scope, client: Client
) -> None:
    name, _, value = old.partition("=")
    answers = [client.get(path, {name: value}), client.get(f"{path}?{new}")]
    assert [answer.status_code for answer in answers] == [200, 200], answers[0].content
    assert answers[0].content == answers[1].content and int(answers[0]["X-Row-Count"]) > 0
