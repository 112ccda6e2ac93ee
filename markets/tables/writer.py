"""Rows as the text of a file."""

from __future__ import annotations

import csv
import enum
import json
from collections.abc import Iterable, Iterator, Sequence

from markets.tables.cells import format_json, writer_of
from markets.tables.columns import Column, Row, Table
from markets.tables.scope import Scope


class Profile(enum.StrEnum):
    """For whom a file is: `raw` for code, byte for byte; `excel` for spreadsheets; `bare` for comparing versions,
    without the columns that name the version."""

    RAW = "raw"
    EXCEL = "excel"
    BARE = "bare"


_encode = json.JSONEncoder(ensure_ascii=False).encode


class _LineCollector(list[str]):
    """What csv writes, a row at a time."""

    write = list.append


def write_csv(columns: Sequence[Column], rows: Iterable[Row], profile: Profile, separator: str = ",") -> str:
    """Return a header and the rows. `raw` ends lines with LF; `excel` has a BOM, CRLF and the guard."""
    excel = profile is Profile.EXCEL
    writers = [writer_of(column, guarded=excel) for column in columns]
    lines = _LineCollector()
    # csv quotes a lone CR or LF only where both end a line, so LF is set afterwards.
    writer = csv.writer(lines, delimiter=separator)
    writer.writerow([column.name for column in columns])
    writer.writerows([write(value) for write, value in zip(writers, row, strict=True)] for row in rows)
    return "\ufeff" + "".join(lines) if excel else "".join(f"{line[:-2]}\n" for line in lines)


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
