"""Every table holds the same values in every format, in the API, and in the wide file."""

import csv
import io
import json
import sqlite3
from contextlib import closing
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from markets.tables.cells import format_text
from markets.tables.columns import Table, Type
from markets.tables.scope import Scope
from notorious.exports.worker_files import render_worker_files
from notorious.tables import TABLES
from notorious.tables.wide import all_wide_tables
from tests.notorious.exports.test_formats import read_parquet_cells, read_xlsx_cells

pytestmark = pytest.mark.wide


def _read_csv(client: Client, path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get(path).content.decode(), newline="")))


def _read_objects(objects: list[dict[str, Any]], table: Table) -> list[list[str]]:
    cells = []
    for each in objects:
        assert list(each) == table.header
        values = [Decimal(str(value)) if isinstance(value, float) else value for value in each.values()]
        cells.append(
            [format_text(value, column) for value, column in zip(values, table.columns, strict=True)]
        )
    return cells


def _read_sqlite(database: sqlite3.Connection, table: Table) -> list[list[str]]:
    def cell(value: Any, kind: Type) -> str:
        if value is None:
            return ""
        if kind is Type.BOOLEAN:
            return "true" if value else "false"
        return f"{Decimal(str(value)).normalize():f}" if isinstance(value, float) else str(value)

    found = database.execute(f'SELECT * FROM "{table.name}"').fetchall()
    return [
        [cell(value, column.type) for value, column in zip(row, table.columns, strict=True)] for row in found
    ]


def _walk_api(client: Client, name: str) -> list[dict[str, Any]]:
    found, cursor = list[dict[str, Any]](), ""
    while cursor is not None:
        page = client.get(f"/api/v1/{name}", {"limit": 500, **({"cursor": cursor} if cursor else {})}).json()
        found += page["rows"]
        cursor = page["next_cursor"]
    return found


def test_every_table_has_the_same_values_in_every_format(committed: Scope, client: Client) -> None:
    render_worker_files()
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(client.get("/data/notorious-markets.sqlite").content)
        for table in (*TABLES.values(), *all_wide_tables()):
            path = f"/data/{table.name}"
            header, *cells = _read_csv(client, f"{path}.csv")
            assert header == table.header
            read = {
                "json": _read_objects(client.get(f"{path}.json").json()["rows"], table),
                "records": _read_objects(client.get(f"{path}.json?shape=records").json(), table),
                "ndjson": _read_objects(
                    [json.loads(each) for each in client.get(f"{path}.ndjson").content.splitlines()], table
                ),
                "xlsx": read_xlsx_cells(client.get(f"{path}.xlsx").content, table),
                "parquet": read_parquet_cells(client.get(f"{path}.parquet").content, table),
            }
            if table.name in TABLES:
                read["api"] = _read_objects(_walk_api(client, table.name), table)
            for form, found in read.items():
                assert found == cells, (table.name, form)
            assert sorted(_read_sqlite(database, table)) == sorted(cells), (table.name, "sqlite")
