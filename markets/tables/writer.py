"""Rows as the text of a file."""

from __future__ import annotations

import enum
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from markets.tables.cells import format_json, writer_of
from markets.tables.columns import BATCH_ROWS, Column, Row, Table
from markets.tables.scope import Scope


class Profile(enum.StrEnum):
    """For whom a file is: `raw` for code, byte for byte; `excel` for spreadsheets; `bare` for comparing versions,
    without the columns that name the version."""

    RAW = "raw"
    EXCEL = "excel"
    BARE = "bare"


_encode = json.JSONEncoder(ensure_ascii=False).encode


def write_csv(
    columns: Sequence[Column], rows: Iterable[Row], profile: Profile, separator: str = ","
) -> bytes:
    """Return a header and the rows. `raw` ends lines with LF; `excel` has a BOM, CRLF and the guard."""
    excel = profile is Profile.EXCEL
    end, marks = "\r\n" if excel else "\n", re.compile(f'[{re.escape(separator)}"\r\n]')
    made = io.BytesIO()
    made.write(("\ufeff" if excel else "").encode())
    remaining = chain([tuple([column.name for column in columns])], rows)
    while batch := list(islice(remaining, BATCH_ROWS)):
        values = zip(columns, zip(*batch, strict=True), strict=True)
        cells = [_quote_cells(_make_cells(column, each, excel), marks) for column, each in values]
        # A blank alone is quoted: readers skip an empty line.
        lines = [separator.join(line) or '""' for line in zip(*cells, strict=True)]
        made.write(f"{end.join(lines)}{end}".encode())
    return made.getvalue()


def _make_cells(column: Column, values: Iterable[Any], guarded: bool) -> list[str]:
    write = writer_of(column, guarded)
    if guarded:
        return [write(value) for value in values]
    return [value if type(value) is str else write(value) for value in values]


def _quote_cells(cells: list[str], marks: re.Pattern[str]) -> list[str]:
    """Quote the cells with one of the marks; most columns have none."""
    if not marks.search("".join(cells)):
        return cells
    return ['"' + cell.replace('"', '""') + '"' if marks.search(cell) else cell for cell in cells]


def write_json(table: Table, rows: Iterable[Row], scope: Scope) -> str:
    """Return one JSON object: what the table is, then its rows, one a line, under the names of the columns."""
    about = {
        "table": table.name,
        "title": table.title,
        "data_version": scope.version,
        "license": table.license.name,
        "license_note": table.license.note,
    }
    return _encode(about)[:-1] + ', "rows": ' + write_records(table, rows)[:-1] + "}\n"


def write_records(table: Table, rows: Iterable[Row]) -> str:
    """Return the rows as an array of JSON objects, one a line: what data frames read."""
    return "[\n" + ",\n".join(_encode_rows(table, rows)) + "\n]\n"


def write_ndjson(table: Table, rows: Iterable[Row]) -> str:
    """Return one JSON object a line."""
    return "".join(f"{line}\n" for line in _encode_rows(table, rows))


def _encode_rows(table: Table, rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        values = zip(table.columns, row, strict=True)
        yield _encode({column.name: format_json(value, column) for column, value in values})
