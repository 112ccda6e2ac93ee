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


WRITTEN_BY_CSV = (Type.ID, Type.WORD, Type.TEXT, Type.URL, Type.PARTIAL_DATE, Type.INTEGER)
"""Text, whole numbers and blanks: csv writes them as `format_text` does."""

_encode = json.JSONEncoder(ensure_ascii=False).encode


def join_csv(rows: Iterable[Iterable[object]], line_end: str = "\r\n") -> str:
    """Return the cells as CSV, as they are."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=line_end).writerows(rows)
    return out.getvalue()


class _LineCollector(list[str]):
    """What csv writes, a row at a time."""

    write = list.append


def write_csv(
    columns: Sequence[Column], rows: Iterable[Row], profile: Profile, separator: str = ","
) -> bytes:
    """Return a header and the rows. `raw` ends lines with LF; `excel` has a BOM, CRLF and the guard."""
    excel = profile is Profile.EXCEL
    made, lines, remaining = io.BytesIO(), _LineCollector(), iter(rows)
    made.write(("\ufeff" if excel else "").encode())
    # csv quotes a lone CR or LF only where both end a line, so LF is set afterwards.
    writer = csv.writer(lines, delimiter=separator)
    writer.writerow([column.name for column in columns])
    while lines:
        made.write("".join(lines if excel else [f"{line[:-2]}\n" for line in lines]).encode())
        lines.clear()
        batch = zip(*islice(remaining, BATCH_ROWS), strict=True)
        values = zip(columns, batch, strict=False)  # without a row there are no values
        writer.writerows(zip(*[_make_cells(column, each, excel) for column, each in values], strict=True))
    return made.getvalue()


def _make_cells(column: Column, values: Iterable[Any], guarded: bool) -> Iterable[Any]:
    if column.type in WRITTEN_BY_CSV and not guarded:
        return values
    write = writer_of(column, guarded)
    return ["" if value is None or value == [] else write(value) for value in values]


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
