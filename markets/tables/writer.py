"""Rows as the text of a file."""

import csv
import enum
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from markets.tables.cells import format_json, writer_of
from markets.tables.columns import BATCH_ROWS, Column, Row, Table, Type
from markets.tables.scope import Scope


class Profile(enum.StrEnum):
    """For whom a file is: `raw` for code, byte for byte; `excel` for spreadsheets; `bare` for comparing versions,
    without the columns that name the version."""

    RAW = "raw"
    EXCEL = "excel"
    BARE = "bare"


WRITTEN_BY_STR = (Type.INTEGER, Type.DATE)
"""Types whose values `str` writes as `format_text` does, only faster."""

_encode = json.JSONEncoder(ensure_ascii=False).encode


def join_csv(rows: Iterable[Iterable[object]], line_end: str = "\r\n") -> str:
    """Return the cells as CSV, as they are."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=line_end).writerows(rows)
    return out.getvalue()


def write_csv(
    columns: Sequence[Column], rows: Iterable[Row], profile: Profile, separator: str = ","
) -> bytes:
    """Return a header and the rows. `raw` ends lines with LF; `excel` has a BOM, CRLF and the guard.

    The bytes are those of Python's csv, which takes twice as long: it looks up every character.
    """
    excel = profile is Profile.EXCEL
    end = "\r\n" if excel else "\n"
    made, remaining = io.BytesIO(), iter(rows)
    made.write(("\ufeff" if excel else "").encode())
    cells = [[column.name] for column in columns]
    while cells:
        if len(cells) == 1:  # readers skip an empty line
            quoted = [[cell or '""' for cell in _quote_cells(cells[0], separator)]]
        else:
            quoted = [_quote_cells(each, separator) for each in cells]
        made.write("".join([f"{separator.join(line)}{end}" for line in zip(*quoted, strict=True)]).encode())
        batch = zip(*islice(remaining, BATCH_ROWS), strict=True)
        values = zip(columns, batch, strict=False)  # without a row there are no values
        cells = [_make_cells(column, each, excel) for column, each in values]
    return made.getvalue()


def _make_cells(column: Column, values: Iterable[Any], guarded: bool) -> list[str]:
    write = writer_of(column, guarded)
    if guarded:
        return [write(value) for value in values]
    if column.type in WRITTEN_BY_STR:
        write = str
    return [
        value if value.__class__ is str else write(value) if value or value == 0 else "" for value in values
    ]


def _quote_cells(cells: list[str], separator: str) -> list[str]:
    if not _needs_quotes("".join(cells), separator):
        return cells
    return ['"' + cell.replace('"', '""') + '"' if _needs_quotes(cell, separator) else cell for cell in cells]


def _needs_quotes(text: str, separator: str) -> bool:
    return separator in text or '"' in text or "\n" in text or "\r" in text


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
