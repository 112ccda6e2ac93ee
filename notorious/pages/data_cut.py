"""The rows of a filter, cut from a file that was written ahead: nothing of them is made anew, whoever asks.

How many there are, and how long the whole is, is known before the first byte; no query is open while a reader is slow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from markets.tables.columns import Table
from markets.tables.scope import Scope
from markets.tables.writer import CsvLines, JsonLines, Profile
from notorious.models import PreparedFile, PreparedPiece, PreparedRow
from notorious.package import pieces
from notorious.package.prepare import LARGE, file_name
from notorious.pages.data_prepared import SESSION, PieceGone
from notorious.tables.marks import Marks

WINDOW = 2_000  # rows that are sent together
LOOK = 20_000  # rows that are looked through for them at once: others wait so long for the session
DENSE = 15  # where a piece has fewer runs, each run is asked for by itself
FORMS = ("raw", "excel", "json")

Run = tuple[int, int]
"""Bytes that follow each other in a file: the first of them, and the first after them."""

_ROWS = PreparedRow._meta.db_table
_BEARING = f"FROM {_ROWS} WHERE file_id = %s AND marks @> %s::int[]"


@dataclass(frozen=True)
class Index:
    """A file that the places of a table's rows are kept under: its CSV for code."""

    file: PreparedFile

    def numbers(self, marks: Marks) -> tuple[int, ...] | None:
        """The marks by their numbers; None where one of them is on no row."""
        known = {mark: number for number, (mark, *_) in enumerate(self.file.marks)}
        return tuple(known[mark] for mark in marks) if known.keys() >= set(marks) else None

    def tally(self, marks: Marks, form: str = "raw") -> tuple[int, int]:
        """(rows that bear all of these, their bytes in a form). Of a single mark it was counted ahead."""
        numbers = self.numbers(marks)
        if numbers is None:
            return 0, 0
        if len(numbers) == 1:
            _, count, *sizes = self.file.marks[numbers[0]]
            return count, sizes[FORMS.index(form)]
        return _tally(self.file.pk, numbers, form)

    def rows(self, form: str) -> Run | None:
        """From where to where the rows stand; None where there is none, or their places are not kept."""
        asked = f"SELECT min({form}_at), max({form}_at + {form}_size) FROM {_ROWS} WHERE file_id = %s AND number IN (0, %s)"  # noqa: S608, E501
        ((first, last),) = SESSION.rows(asked, self.file.pk, self.file.row_count - 1)
        return None if first is None else (first, last)


@lru_cache(maxsize=500)
def _tally(file: int, numbers: tuple[int, ...], form: str) -> tuple[int, int]:
    asked = f"SELECT count(*), coalesce(sum({form}_size), 0) {_BEARING}"
    ((count, size),) = SESSION.rows(asked, file, list(numbers))
    return count, int(size)


def index_of(name: str, scope: Scope) -> Index | None:
    """The index of a table whose CSV for code has this name: of this state, or, of a large one, of the state before."""
    row = PreparedFile.objects.filter(name=name, replaced_at=None).first()
    if row is None or not row.marks:
        return None
    present = (row.tick, row.version, row.changed_at) == (scope.tick, scope.version, scope.changed_at)
    return Index(row) if present or row.size > LARGE else None


@dataclass(frozen=True)
class _Part:
    """What is sent together: some bytes, then runs of the file with what stands between two rows between them."""

    before: bytes
    runs: Sequence[Run]


class _Last:
    """The piece that was read last: the next run most often begins in it."""

    def __init__(self, file: PreparedFile) -> None:
        self.file, self.number, self.piece = file, -1, b""

    def run(self, run: Run) -> bytes:
        (start, end), size, parts = run, pieces.PIECE, []
        for number in range(start // size, -(-end // size)):
            if number != self.number:
                self.number, self.piece = number, SESSION.piece(self.file, number)
            parts.append(self.piece[max(start - number * size, 0) : end - number * size])
        return b"".join(parts)


@dataclass(frozen=True)
class Cut:
    """The rows of `file` that bear `marks`, with what stands before and after all rows of it.

    `form` names the columns that the places of its rows stand in; `rows` is from where to where they stand.
    """

    index: Index
    file: PreparedFile
    form: str
    between_rows: bytes
    rows: Run
    marks: Marks

    @property
    def row_count(self) -> int:
        return self.index.tally(self.marks, self.form)[0]

    def __len__(self) -> int:
        count, size = self.index.tally(self.marks, self.form)
        around = self.file.size - (self.rows[1] - self.rows[0])
        return around + size + len(self.between_rows) * max(count - 1, 0)

    def between(self, start: int, end: int) -> Iterator[bytes]:
        """Bytes `start` to `end`, the last not included. What lies before them is not read."""
        at, last = 0, _Last(self.file)
        for part in self._parts():
            if at >= end:
                return
            joints = len(self.between_rows) * (len(part.runs) - 1)
            size = len(part.before) + sum(after - first for first, after in part.runs) + joints
            if at + size > start:
                content = part.before + self.between_rows.join(self._read(part.runs, last))
                yield content[max(start - at, 0) : end - at]
            at += size

    def _parts(self) -> Iterator[_Part]:
        yield _Part(b"", [(0, self.rows[0])])
        before = b""
        for places in self._places():
            runs: list[Run] = []
            for at, size in places:
                if runs and runs[-1][1] + len(self.between_rows) == at:
                    runs[-1] = (runs[-1][0], at + size)
                else:
                    runs.append((at, at + size))
            yield _Part(before, runs)
            before = self.between_rows
        yield _Part(b"", [(self.rows[1], self.file.size)])

    def _places(self) -> Iterator[list[tuple[int, int]]]:
        """Where the rows stand, and their sizes: so many at a time."""
        left, at, numbers = self.row_count, 0, list(self.index.numbers(self.marks) or ())
        asked = (
            f"SELECT number, {self.form}_at, {self.form}_size {_BEARING}"
            " AND number >= %s AND number < %s ORDER BY number LIMIT %s"
        )
        while left:
            if at >= self.index.file.row_count:
                raise PieceGone(f"rows of {self.file}")
            found = SESSION.rows(asked, self.index.file.pk, numbers, at, at + LOOK, WINDOW)
            at = found[-1][0] + 1 if len(found) == WINDOW else at + LOOK
            left -= len(found)
            if found:
                yield [(start, size) for _, start, size in found]

    def _read(self, runs: Sequence[Run], last: _Last) -> Iterable[bytes]:
        spread = (runs[-1][1] - runs[0][0]) / pieces.PIECE
        return self._each(runs) if len(runs) < DENSE * spread else map(last.run, runs)

    def _each(self, runs: Sequence[Run]) -> list[bytes]:
        """Every run by itself, in one query; one that goes on in the next piece is put together."""
        size = pieces.PIECE
        wanted = [
            (place, number, max(start - number * size, 0), min(end - number * size, size))
            for place, (start, end) in enumerate(runs)
            for number in range(start // size, -(-end // size))
        ]
        asked = (
            "SELECT place, substring(content FROM start + 1 FOR stop - start)"  # noqa: S608
            " FROM unnest(%s::int[], %s::int[], %s::int[], %s::int[]) AS wanted (place, part, start, stop)"
            f" JOIN {PreparedPiece._meta.db_table} ON file_id = %s AND number = part ORDER BY place, part"
        )
        found = SESSION.rows(asked, *map(list, zip(*wanted, strict=True)), self.file.pk)
        if len(found) != len(wanted):
            raise PieceGone(f"pieces of {self.file}")
        return [b"".join(bytes(each) for _, each in those) for _, those in groupby(found, itemgetter(0))]


def cut_of(
    table: Table, extension: str, profile: Profile, marks: Marks, file: PreparedFile, scope: Scope
) -> Cut | None:
    """The rows of a table that bear the marks, from its `file` of this form; None where their places are not kept."""
    index = index_of(file_name(table.name, "csv", Profile.RAW, absences=False), scope)
    if index is None or (index.file.tick, index.file.version) != (file.tick, file.version):
        return None
    form, between = ("json", JsonLines.between) if extension == "json" else (str(profile), CsvLines.between)
    rows = index.rows(form)
    return rows and Cut(index, file, form, between.encode(), rows, marks)


def row_count_ahead(table: Table, marks: Marks | None, scope: Scope) -> int | None:
    """How many rows of the table bear the marks in this very state of the data; None where nobody has counted."""
    index = index_of(file_name(table.name, "csv", Profile.RAW, absences=False), scope)
    if marks is None or scope.absences or index is None or index.file.tick != scope.tick:
        return None
    return index.tally(marks)[0] if marks else index.file.row_count
