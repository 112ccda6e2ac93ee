"""Rows into bytes. Nothing is held back: a chunk is given as soon as it is full."""

from __future__ import annotations

import csv
import enum
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Protocol

from markets.tables.cells import cells_of, guard_of, plain_of
from markets.tables.columns import Column, Row, Table
from markets.tables.scope import Scope

CHUNK = 64 * 1024
"""Characters in a chunk, about."""
AT_ONCE = 200
"""Rows that are made into text together."""


class Profile(enum.StrEnum):
    """For whom a CSV file is: `raw` for code, byte for byte; `excel` for spreadsheets."""

    RAW = "raw"
    EXCEL = "excel"


class Lines(Protocol):
    """A form that rows are written in: what stands before them, so many of them, what stands after them."""

    def head(self) -> str: ...

    def lines(self, part: Sequence[Row]) -> str: ...

    def foot(self) -> str: ...


class CsvLines:
    """`raw` ends lines with LF; `excel` has a BOM, CRLF and the guard."""

    def __init__(self, columns: Iterable[Column], profile: Profile) -> None:
        self.columns = list(columns)
        self.excel = profile is Profile.EXCEL

    def head(self) -> str:
        names = [[column.name] for column in self.columns]
        return "\ufeff" + _written(names) if self.excel else _ended_by_lf(_written(names), 1, names)

    def lines(self, part: Sequence[Row]) -> str:
        values = zip(*part, strict=True)
        cells = [
            cells_of(column, each, self.excel) for column, each in zip(self.columns, values, strict=True)
        ]
        lines = _written(cells)
        return lines if self.excel else _ended_by_lf(lines, len(part), cells)

    def foot(self) -> str:
        return ""


def both_profiles(columns: Sequence[Column], part: Sequence[Row]) -> tuple[str, str]:
    """The lines of `raw` and of `excel`, which most often are the same but for their ends."""
    values = list(zip(*part, strict=True))
    cells = [cells_of(column, each, False) for column, each in zip(columns, values, strict=True)]
    guarded = [guard_of(column, each) for column, each in zip(columns, cells, strict=True)]
    lines = _written(cells)
    same = all(each is other for each, other in zip(cells, guarded, strict=True))
    return _ended_by_lf(lines, len(part), cells), lines if same else _written(guarded)


class JsonLines:
    """One JSON object: what the table is, then its rows under the names of the columns."""

    def __init__(self, table: Table, scope: Scope) -> None:
        self.table, self.scope = table, scope
        self.encode = json.JSONEncoder(ensure_ascii=False).encode
        self.before = ""

    def head(self) -> str:
        about = {
            "table": self.table.name,
            "title": self.table.title,
            "data_version": self.scope.version,
            "licence": self.table.licence.name,
            "licence_note": self.table.licence.note,
        }
        return self.encode(about)[:-1] + ', "rows": [\n'

    def lines(self, part: Sequence[Row]) -> str:
        columns, header = self.table.columns, self.table.header
        values = zip(*part, strict=True)
        made = [plain_of(column, each) for column, each in zip(columns, values, strict=True)]
        rows = [self.encode(dict(zip(header, row, strict=True))) for row in zip(*made, strict=True)]
        before, self.before = self.before, ",\n"
        return before + ",\n".join(rows)

    def foot(self) -> str:
        return "\n]}\n"


def lines_of(form: Lines, rows: Iterable[Row]) -> Iterator[str]:
    """All of it, so many rows at a time."""
    yield form.head()
    for part in parts(rows):
        yield form.lines(part)
    yield form.foot()


def parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """`AT_ONCE` rows at a time."""
    rows = iter(rows)
    while part := list(islice(rows, AT_ONCE)):
        yield part


def _written(cells: Iterable[Sequence[Any]]) -> str:
    """Lines that end with CR and LF, of columns."""
    out = io.StringIO(newline="")
    # csv puts quotes round a lone CR or LF only where both end a line, so LF is set afterwards.
    csv.writer(out).writerows(zip(*cells, strict=True))
    return out.getvalue()


def _ended_by_lf(lines: str, count: int, cells: Iterable[Sequence[Any]]) -> str:
    """The lines with the one end instead of the other. Seldom does a cell hold a return of its own."""
    if lines.count("\r") == count:
        return lines.replace("\r\n", "\n")
    return "".join(_written([[cell] for cell in row])[:-2] + "\n" for row in zip(*cells, strict=True))


def chunks(lines: Iterable[str]) -> Iterator[bytes]:
    """UTF-8, in pieces of about `CHUNK`; what stands before the rows comes at once, by itself."""
    lines = iter(lines)
    yield from (line.encode() for line in islice(lines, 1))
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
