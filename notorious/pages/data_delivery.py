"""A table as a file: written whole from one state of the database before its first byte is sent."""

from __future__ import annotations

import datetime
import io
import mmap
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from markets.tables.columns import Row, Table
from markets.tables.scope import Scope
from markets.tables.writer import Profile
from notorious.pages.data_whole import WholeFile
from notorious.pages.kept import Kept
from notorious.tables.files import written
from notorious.tables.state import current_scope, one_state

PREPARED_AT_MOST = 4_000_000  # bytes; a larger file is put on disk and not kept
WRITERS = threading.BoundedSemaphore(3)  # files written at once by a process; pages must not wait for them

Rows = Callable[[Scope], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that is asked for: `rows` of `table` in a format. `key` tells it from all other files."""

    table: Table
    rows: Rows
    extension: str
    profile: Profile
    key: str
    absences: bool = False
    name: str = ""

    def file_name(self, scope: Scope, past: datetime.date | None = None) -> str:
        """`notorious-timeline-2026-03-14-excel.csv`: dated by the last change of the data, or by the past day."""
        mark = f"-{self.profile}" if self.extension == "csv" else ""
        return f"notorious-{self.name or self.table.name}-{past or scope.changed_at:%Y-%m-%d}{mark}.{self.extension}"


PREPARED: Kept[WholeFile] = Kept()


class Writing:
    """A file while it is written: its pieces, and how many rows have passed; all of one state of the database."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.row_count = 0
        self.pieces = self._pieces()
        self.scope: Scope = next(self.pieces)  # type: ignore[assignment]

    def _pieces(self) -> Iterator[Scope | bytes]:
        """The scope, which opens the transaction, then the bytes."""
        wanted = self.wanted
        with one_state():
            scope = current_scope(wanted.absences)
            yield scope
            rows = self._counted(wanted.rows(scope))
            yield from written(wanted.table, rows, scope, wanted.extension, wanted.profile)

    def _counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            self.row_count += 1
            yield row

    def read(self) -> bytes | mmap.mmap:
        """The whole file: in memory while it is small, else on disk, where it takes none."""
        held = io.BytesIO()
        for piece in self.pieces:
            held.write(piece)  # type: ignore[arg-type]
            if held.tell() > PREPARED_AT_MOST:
                return self._on_disk(held)
        return held.getvalue()

    def _on_disk(self, held: io.BytesIO) -> mmap.mmap:
        with tempfile.TemporaryFile() as file:
            file.write(held.getbuffer())
            for piece in self.pieces:
                file.write(piece)  # type: ignore[arg-type]
            file.flush()
            # The mapping outlives the file, which has no name: nothing is left behind, whatever happens.
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def deliver(request: HttpRequest, wanted: Wanted) -> HttpResponseBase:
    """The file, which is whole before its first byte is sent: what fails gives an error and no file at all.

    A server ends a stream that fails as if it were whole, since no length was promised; here one always is.
    It also leaves no query open while somebody reads slowly.
    """
    past = getattr(request, "as_of", None)  # a file of the past is another file
    key = f"{wanted.key} {past}" if past else wanted.key
    scope = current_scope(wanted.absences)
    kept = PREPARED.get(key)
    if kept is not None and (kept.tick, kept.modified, kept.version) == (
        scope.tick,
        scope.changed_at,
        scope.version,
    ):
        return kept.answer(request)
    if not WRITERS.acquire(blocking=False):
        return _busy()
    try:
        writing = Writing(wanted)
        content = writing.read()
    finally:
        WRITERS.release()
    scope = writing.scope
    file = WholeFile.of(
        content,
        wanted.file_name(scope, past),
        scope.version,
        scope.changed_at,
        tick=scope.tick,
        row_count=writing.row_count,
    )
    if isinstance(content, bytes):
        PREPARED.put(key, file)
    return file.answer(request)


def _busy() -> HttpResponse:
    response = HttpResponse(
        "Too many files are being written at this moment: try again in a few seconds.\n", status=429
    )
    response["Content-Type"] = "text/plain; charset=utf-8"
    response["Retry-After"] = "5"
    return response
