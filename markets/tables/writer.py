"""Rows into bytes. Nothing is held back: a chunk is given as soon as it is full."""

from __future__ import annotations

import csv
import enum
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
    """A form that rows are written in: what stands before them, each of them, between two of them, and after them."""

    between: str

    def head(self) -> str: ...

    def lines(self, part: Sequence[Row]) -> list[str]: ...

    def foot(self) -> str: ...


class CsvLines:
    """`raw` ends lines with LF; `excel` has a BOM, CRLF and the guard."""

    between = ""

    def __init__(self, columns: Iterable[Column], profile: Profile) -> None:
        self.columns = list(columns)
        self.excel = profile is Profile.EXCEL

    def head(self) -> str:
        (line,) = _written([[column.name] for column in self.columns])
        return f"\ufeff{line}" if self.excel else f"{line[:-2]}\n"

    def lines(self, part: Sequence[Row]) -> list[str]:
        values = zip(*part, strict=True)
        cells = [
            cells_of(column, each, self.excel) for column, each in zip(self.columns, values, strict=True)
        ]
        lines = _written(cells)
        return lines if self.excel else _ended_by_lf(lines)

    def foot(self) -> str:
        return ""


def both_profiles(columns: Sequence[Column], part: Sequence[Row]) -> tuple[list[str], list[str]]:
    """The lines of `raw` and of `excel`, which most often are the same but for their ends."""
    values = list(zip(*part, strict=True))
    cells = [cells_of(column, each, False) for column, each in zip(columns, values, strict=True)]
    guarded = [guard_of(column, each) for column, each in zip(columns, cells, strict=True)]
    lines = _written(cells)
    same = all(each is other for each, other in zip(cells, guarded, strict=True))
    return _ended_by_lf(lines), lines if same else _written(guarded)


class JsonLines:
    """One JSON object: what the table is, then its rows under the names of the columns."""

    between = ",\n"

    def __init__(self, table: Table, scope: Scope) -> None:
        self.table, self.scope = table, scope
        self.encode = json.JSONEncoder(ensure_ascii=False).encode

    def head(self) -> str:
        about = {
            "table": self.table.name,
            "title": self.table.title,
            "data_version": self.scope.version,
            "license": self.table.license.name,
            "license_note": self.table.license.note,
        }
        return self.encode(about)[:-1] + ', "rows": [\n'

    def lines(self, part: Sequence[Row]) -> list[str]:
        columns, header = self.table.columns, self.table.header
        values = zip(*part, strict=True)
        made = [plain_of(column, each) for column, each in zip(columns, values, strict=True)]
        return [self.encode(dict(zip(header, row, strict=True))) for row in zip(*made, strict=True)]

    def foot(self) -> str:
        return "\n]}\n"


def lines_of(form: Lines, rows: Iterable[Row]) -> Iterator[str]:
    """All of it, so many rows at a time."""
    yield form.head()
    before = ""
    for part in parts(rows):
        yield before + form.between.join(form.lines(part))
        before = form.between
    yield form.foot()


def parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """`AT_ONCE` rows at a time."""
    rows = iter(rows)
    while part := list(islice(rows, AT_ONCE)):
        yield part


class _Taken(list[str]):
    """What csv writes, a row at a time."""

    write = list.append


def _written(cells: Iterable[Sequence[Any]]) -> list[str]:
    """Lines that end with CR and LF, of columns."""
    taken = _Taken()
    # csv puts quotes round a lone CR or LF only where both end a line, so LF is set afterwards.
    csv.writer(taken).writerows(zip(*cells, strict=True))
    return taken


def _ended_by_lf(lines: Sequence[str]) -> list[str]:
    """The lines with the one end instead of the other."""
    return [f"{line[:-2]}\n" for line in lines]


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
