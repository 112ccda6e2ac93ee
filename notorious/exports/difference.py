"""What has changed from one version to the next: a row for each row that came, went, or has another value.

The two files of a table are read side by side, both in its order, so that neither has to be held.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from markets.tables.columns import Column, Table, Type
from markets.tables.writer import CsvLines, Profile

HEADER = ("table", "key", "change", "column", "before", "after")
LINES = CsvLines([Column(name, Type.TEXT, "", "") for name in HEADER], Profile.RAW)
"""How changes are written."""
# They name the version itself, so they differ in every row.
OF_THE_VERSION = frozenset({"data_version", "cite_as"})
AT_ONCE = 64 * 1024
csv.field_size_limit(1_000_000_000)  # a cell may hold the whole text of an entry

Change = tuple[str, str, str, str, str, str]
Cells = list[str]
Pick = Callable[[Cells], tuple[Any, ...]]
NOTHING: tuple[Change, ...] = ()


class OutOfOrder(ValueError):
    """A file is not in the order of its table, so it cannot be compared."""


def difference(
    table: Table, before: Iterable[bytes], after: Iterable[bytes], sort_before: bool = False
) -> Iterator[Sequence[Change]]:
    """For each place in the order of the table what has changed there, which most often is nothing.

    A row that has moved to another place has gone from the one and come to the other. No bytes are a table without
    rows. `sort_before` puts the earlier file in order first, in memory. Raises OutOfOrder.
    """
    after_rows = _Rows(table, after)
    before_rows = _Rows(table, before, sort_before)
    told = [name for name in after_rows.header or before_rows.header if name not in OF_THE_VERSION]
    pair = _Pair(table, told, before_rows.picks(told), after_rows.picks(told))
    befores, afters = before_rows.by_place(), after_rows.by_place()
    was, now = next(befores, None), next(afters, None)
    while was or now:
        if now is None or (was is not None and was[0] < now[0]):
            yield pair.changes(was[1] if was else [], [])
            was = next(befores, None)
        elif was is None or now[0] < was[0]:
            yield pair.changes([], now[1])
            now = next(afters, None)
        else:
            yield pair.changes(was[1], now[1])
            was, now = next(befores, None), next(afters, None)


class _Rows:
    """The rows of a file, in groups of those that the order of the table does not tell apart."""

    def __init__(self, table: Table, content: Iterable[bytes], sort: bool = False) -> None:
        text = io.TextIOWrapper(io.BufferedReader(_Stream(content), AT_ONCE), "utf-8", newline="")
        self.rows: Iterator[Cells] = csv.reader(text)
        self.table, self.header = table, next(self.rows, [])
        self.numbers = [
            place for place, name in enumerate(table.order) if table.column(name).type is Type.INTEGER
        ]
        self.order = self.picks(table.order)
        if sort:
            self.rows = iter(sorted(self.rows, key=self._place))

    def picks(self, names: Sequence[str]) -> Pick:
        """The cells of these columns; blank where the file lacks one."""
        places = [self.header.index(name) if name in self.header else -1 for name in names]
        if len(places) > 1 and min(places) >= 0:
            return itemgetter(*places)
        return lambda row: tuple(row[place] if place >= 0 else "" for place in places)

    def by_place(self) -> Iterator[tuple[tuple[Any, ...], list[Cells]]]:
        last: tuple[Any, ...] = ()
        for place, rows in groupby(self.rows, self._place if self.numbers else self.order):
            if place < last:
                raise OutOfOrder(f"{self.table.name}.csv is not in its order at {place}, after {last}")
            last = place
            yield place, list(rows)

    def _place(self, row: Cells) -> tuple[Any, ...]:
        """As `Table.sort_key` has it: blanks come first, numbers by their value."""
        place = list(self.order(row))
        for number in self.numbers:
            place[number] = int(place[number] or -1)
        return tuple(place)


class _Pair:
    """Compares rows of two files that stand at the same place."""

    def __init__(self, table: Table, told: list[str], before: Pick, after: Pick) -> None:
        self.name, self.told = table.name, told
        self.before, self.after = before, after
        self.key = [told.index(name) for name in table.key if name in told]

    def changes(self, was: list[Cells], now: list[Cells]) -> Sequence[Change]:
        befores, afters = list(map(self.before, was)), list(map(self.after, now))
        if befores == afters:
            return NOTHING
        earlier = {self._key(row): row for row in befores}
        later = {self._key(row): row for row in afters}
        return [
            (self.name, "/".join(key), *change)
            for key in sorted(earlier.keys() | later.keys())
            for change in self._of_row(earlier.get(key), later.get(key))
        ]

    def _key(self, row: Sequence[str]) -> tuple[str, ...]:
        return tuple(row[place] for place in self.key)

    def _of_row(
        self, was: Sequence[str] | None, now: Sequence[str] | None
    ) -> Iterator[tuple[str, str, str, str]]:
        if was is None or now is None:
            yield ("added" if was is None else "removed", "", "", "")
            return
        for column, before, after in zip(self.told, was, now, strict=True):
            if before != after:
                yield ("changed", column, before, after)


class _Stream(io.RawIOBase):
    """Pieces of bytes as a file to read from."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.pieces, self.left = iter(pieces), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self.left:
            piece = next(self.pieces, None)
            if piece is None:
                return 0
            self.left = piece
        count = min(len(buffer), len(self.left))
        buffer[:count], self.left = self.left[:count], self.left[count:]
        return count
