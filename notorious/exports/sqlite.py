"""The whole package as one SQLite file: typed columns, primary keys, and what the columns mean."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from markets.tables.cells import format_text
from markets.tables.columns import Column, Table, Type
from notorious.exports.read_csv import read_table

SQLITE_TYPES = {Type.INTEGER: "INTEGER", Type.NUMBER: "REAL", Type.BOOLEAN: "INTEGER"}
DICTIONARY_TABLE = "_columns"


def write_sqlite(files: Mapping[str, bytes], tables: Mapping[str, Table]) -> bytes:
    """Return a database with a table for each CSV file. The same files give the same bytes.

    Lists are text with their separator, as in the CSV. A blank is NULL. `true` is 1.
    """
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(
            f"CREATE TABLE {DICTIONARY_TABLE} (tbl TEXT, col TEXT, type TEXT, meaning TEXT, a_blank_means TEXT)"
        )
        for name in sorted(files):
            if name.endswith(".csv") and (stem := name.removesuffix(".csv")) in tables:
                _write_table(database, stem, files[name], tables[stem])
        database.commit()
        return database.serialize()


def _write_table(database: sqlite3.Connection, name: str, content: bytes, known: Table) -> None:
    table, rows = read_table(content, name, known)
    declared = [f"{_quote(column.name)} {SQLITE_TYPES.get(column.type, 'TEXT')}" for column in table.columns]
    keys = [column for column in table.key if column in table.header]
    if len(keys) == len(table.key) and not any(table.column(key).empty for key in keys):
        declared.append(f"PRIMARY KEY ({', '.join(map(_quote, keys))})")
    database.execute(f"CREATE TABLE {_quote(name)} ({', '.join(declared)})")
    marks = ", ".join("?" for _ in table.columns)
    database.executemany(
        f"INSERT INTO {_quote(name)} VALUES ({marks})",  # noqa: S608 - only marks for values
        ([_convert(value, column) for value, column in zip(row, table.columns, strict=True)] for row in rows),
    )
    database.executemany(
        f"INSERT INTO {DICTIONARY_TABLE} VALUES (?, ?, ?, ?, ?)",  # noqa: S608 - the name is ours
        [(name, each.name, str(each.type), each.description, each.empty) for each in table.columns],
    )


def _quote(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _convert(value: Any, column: Column) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if column.type is Type.NUMBER:
        return float(value)
    return format_text(value, column) or None
