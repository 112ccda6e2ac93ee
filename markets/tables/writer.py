"""Rows as the text of a file."""

from __future__ import annotations

import csv
import enum
import json
from collections.abc import Iterable, Sequence

from markets.tables.cells import plain, writer_of
from markets.tables.columns import Column, Row, Table
from markets.tables.scope import Scope


class Profile(enum.StrEnum):
    """For whom a CSV file is: `raw` for code, byte for byte; `excel` for spreadsheets."""

    RAW = "raw"
    EXCEL = "excel"


class _LineCollector(list[str]):
    """What csv writes, a row at a time."""

    write = list.append


def write_csv(columns: Sequence[Column], rows: Iterable[Row], profile: Profile) -> str:
    """A header and the rows. `raw` ends lines with LF; `excel` has a BOM, CRLF and the guard."""
    excel = profile is Profile.EXCEL
    writers = [writer_of(column, guarded=excel) for column in columns]
    lines = _LineCollector()
    # csv quotes a lone CR or LF only where both end a line, so LF is set afterwards.
    writer = csv.writer(lines)
    writer.writerow([column.name for column in columns])
    writer.writerows([write(value) for write, value in zip(writers, row, strict=True)] for row in rows)
    return "\ufeff" + "".join(lines) if excel else "".join(f"{line[:-2]}\n" for line in lines)


def write_json(table: Table, rows: Iterable[Row], scope: Scope) -> str:
    """One JSON object: what the table is, then its rows, one a line, under the names of the columns."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    about = {
        "table": table.name,
        "title": table.title,
        "data_version": scope.version,
        "license": table.license.name,
        "license_note": table.license.note,
    }
    lines = [
        encode({column.name: plain(value, column) for column, value in zip(table.columns, row, strict=True)})
        for row in rows
    ]
    return encode(about)[:-1] + ', "rows": [\n' + ",\n".join(lines) + "\n]}\n"
