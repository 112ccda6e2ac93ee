"""Rows into bytes. Nothing is held back: a chunk is given as soon as it is full."""

from __future__ import annotations

import csv
import enum
import json
from collections.abc import Iterable, Iterator

from markets.tables.cells import plain, writer_of
from markets.tables.columns import Column, Row, Table
from markets.tables.scope import Scope

CHUNK = 64 * 1024
"""Characters in a chunk, about."""


class Profile(enum.StrEnum):
    """For whom a CSV file is: `raw` for code, byte for byte; `excel` for spreadsheets."""

    RAW = "raw"
    EXCEL = "excel"


class _Line:
    """The file that csv writes to: it gives each line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(columns: Iterable[Column], rows: Iterable[Row], profile: Profile) -> Iterator[str]:
    """The header, then a line for each row. `raw` ends lines with LF; `excel` has a BOM, CRLF and the guard."""
    columns = list(columns)
    excel = profile is Profile.EXCEL
    writers = [writer_of(column, guarded=excel) for column in columns]
    # csv puts quotes round a lone CR or LF only where both end a line, so LF is set afterwards.
    writer = csv.writer(_Line())
    head = writer.writerow([column.name for column in columns])
    yield "\ufeff" + head if excel else head[:-2] + "\n"
    for row in rows:
        line = writer.writerow([write(value) for write, value in zip(writers, row, strict=True)])
        yield line if excel else line[:-2] + "\n"


def json_lines(table: Table, rows: Iterable[Row], scope: Scope) -> Iterator[str]:
    """One JSON object: what the table is, then its rows under the names of the columns."""
    about = {
        "table": table.name,
        "title": table.title,
        "data_version": scope.version,
        "licence": table.licence.name,
        "licence_note": table.licence.note,
    }
    yield json.dumps(about, ensure_ascii=False)[:-1] + ', "rows": [\n'
    before = ""
    for row in rows:
        values = {column.name: plain(value, column) for column, value in zip(table.columns, row, strict=True)}
        yield before + json.dumps(values, ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def chunks(lines: Iterable[str]) -> Iterator[bytes]:
    """UTF-8, in pieces of about `CHUNK`."""
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= CHUNK:
            yield "".join(held).encode()
            held, size = [], 0
    if held:
        yield "".join(held).encode()
