"""The rows of a filter, cut from a file that was written ahead: nothing of them is made anew, whoever asks.

How many there are, and how long the whole is, is known before the first byte; no query is open while a reader is slow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, count, groupby
from operator import itemgetter

from markets.tables.columns import Table
from markets.tables.scope import Scope
from markets.tables.writer import Profile
from notorious.exports import pieces
from notorious.exports.places import flags_of
from notorious.models import PreparedFile, PreparedPiece
from notorious.pages.data_places import Index, index_of
from notorious.pages.data_prepared import SESSION, PieceGone
from notorious.tables.files import form_of
from notorious.tables.marks import Marks

TOGETHER = 2_000  # runs that are sent together
ENOUGH = 200_000  # bytes that are sent together, about: the web server holds several such back
AHEAD = 4  # pieces that are asked for together: rows that stand far apart need many of them
DENSE = 15  # where a piece has fewer runs, each run is asked for by itself

Run = tuple[int, int]
"""Bytes that follow each other in a file: the first of them, and the first after them."""


class _Reading:
    """Runs of a file, one after the other: the pieces that were read last most often hold the next one too."""

    def __init__(self, file: PreparedFile) -> None:
        self.file, self.first = file, 0
        self.pieces: list[bytes] = []
        self.count = -(-file.size // pieces.PIECE)

    def together(self, runs: Sequence[Run]) -> Iterable[bytes]:
        """The bytes of each run."""
        spread = (runs[-1][1] - runs[0][0]) / pieces.PIECE
        return self._each(runs) if len(runs) < DENSE * spread else map(self._run, runs)

    def _run(self, run: Run) -> bytes:
        (start, end), size = run, pieces.PIECE
        numbers = range(start // size, -(-end // size))
        held = [
            self._piece(number)[max(start - number * size, 0) : end - number * size] for number in numbers
        ]
        return held[0] if len(held) == 1 else b"".join(held)

    def _piece(self, number: int) -> bytes:
        if not self.first <= number < self.first + len(self.pieces):
            self.first, self.pieces = number, []  # what is not needed any more makes room first
            self.pieces = SESSION.pieces(self.file, number, min(AHEAD, self.count - number))
        return self.pieces[number - self.first]

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


@dataclass(frozen=True)
class Cut:
    """The rows of `file` that bear `marks`, with what stands before and after all rows of it.

    `rows` is from where to where all of its rows stand.
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
        rows, size = self.index.tally(self.marks, self.form)
        around = self.file.size - (self.rows[1] - self.rows[0])
        return around + size + len(self.between_rows) * max(rows - 1, 0)

    def between(self, start: int, end: int) -> Iterator[bytes]:
        """Bytes `start` to `end`, the last not included. What lies before them is not read."""
        at, reading, joint = 0, _Reading(self.file), len(self.between_rows)
        for before, runs in self._parts():
            if at >= end:
                return
            size = len(before) + sum(after - first for first, after in runs) + joint * (len(runs) - 1)
            if at + size > start:
                content = before + self.between_rows.join(reading.together(runs))
                yield content[max(start - at, 0) : end - at]
            at += size

    def _parts(self) -> Iterator[tuple[bytes, Sequence[Run]]]:
        """What is sent together: some bytes, then runs of the file with what stands between rows between them."""
        yield b"", [(0, self.rows[0])]
        before = b""
        for runs in self._together():
            yield before, runs
            before = self.between_rows
        yield b"", [(self.rows[1], self.file.size)]

    def _together(self) -> Iterator[list[Run]]:
        held: list[Run] = []
        joint, size = len(self.between_rows), 0
        for at, length in self._places():
            if held and held[-1][1] + joint == at and size < ENOUGH:
                held[-1] = (held[-1][0], at + length)
            else:
                if size >= ENOUGH or len(held) >= TOGETHER:
                    yield held
                    held, size = [], 0
                held.append((at, at + length))
            size += length
        if held:
            yield held

    def _places(self) -> Iterator[tuple[int, int]]:
        """Where each of the rows begins, and its size."""
        bearing = self.index.bearing(self.marks)
        if sum(map(int.bit_count, bearing.values())) != self.row_count:
            raise PieceGone(f"rows of {self.file}")
        for part, bits in bearing.items():
            begin, sizes = self.index.sizes(self.form, part)
            befores = accumulate(sizes, initial=begin)
            for number, before, size in compress(zip(count(), befores, sizes, strict=False), flags_of(bits)):
                yield before + number * len(self.between_rows), size


def cut_of(
    table: Table, extension: str, profile: Profile, marks: Marks, file: PreparedFile, scope: Scope
) -> Cut | None:
    """The rows of a table that bear the marks, from its `file` of this form; None where their places are not kept."""
    index = index_of(table, scope)
    if index is None or (index.file.revision, index.file.version) != (file.revision, file.version):
        return None
    written = form_of(table, scope, extension, profile)
    form = "json" if extension == "json" else str(profile)
    begin, _ = index.sizes(form, 0)
    rows = (begin, file.size - len(written.foot().encode()))
    return Cut(index, file, form, written.between.encode(), rows, marks)
