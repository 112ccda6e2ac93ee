"""A table as a file: written ahead of its readers, whole before its first byte, or sent while it is written."""

from __future__ import annotations

import io
import mmap
import tempfile
import threading
from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponseBase

from markets.tables.columns import Row
from markets.tables.scope import Scope
from markets.views.by_name import is_large
from notorious.exports.prepare import LARGE as PREPARED_AT_MOST  # a larger file is not kept in memory
from notorious.limits import check_rate_limit, rate_limit_sentence, set_retry_after
from notorious.pages.data_ahead import cut_ahead, written_ahead
from notorious.pages.data_begun import begun, in_background, tag_of
from notorious.pages.data_growing import BrokenOff, Growing
from notorious.pages.data_ranges import Content, OnDisk, busy, known_to_reader
from notorious.pages.data_wanted import Wanted
from notorious.pages.data_whole import WholeFile
from notorious.pages.kept import Kept
from notorious.tables.files import written
from notorious.tables.state import current_scope, one_state

WRITERS = threading.BoundedSemaphore(3)  # files written at once by a process; pages must not wait for them
UNNOTICED = 0.05  # seconds: so long a reader may wait for a file to be whole before its first byte
PATIENT = 2.0  # the same where nobody can say before how many rows there are: most often they are few

PREPARED: Kept[WholeFile] = Kept()


class Writing:
    """A file while it is written: its pieces, and how many rows have passed; all of one state of the database."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.row_count = 0
        self.scope: Scope
        self.counted: int | None = None

    def pieces(self, count: bool = False) -> Iterator[bytes]:
        """The bytes, of which the first are none: the scope is then known, and if wanted the `counted` rows."""
        wanted = self.wanted
        with one_state():
            self.scope = scope = current_scope(wanted.absences)
            self.counted = wanted.counted() if count and wanted.counted else None
            yield b""
            rows = self._counted(wanted.rows(scope))
            yield from written(wanted.table, rows, scope, wanted.extension, wanted.profile)

    def _counted(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            self.row_count += 1
            yield row

    def read(self) -> bytes | OnDisk:
        """The whole file: in memory while it is small, else on disk, where it takes none."""
        held = io.BytesIO()
        pieces = self.pieces()
        for piece in pieces:
            held.write(piece)
            if held.tell() > PREPARED_AT_MOST:
                return self._on_disk(held, pieces)
        return held.getvalue()

    def _on_disk(self, held: io.BytesIO, pieces: Iterator[bytes]) -> OnDisk:
        with tempfile.TemporaryFile() as file:
            file.write(held.getbuffer())
            for piece in pieces:
                file.write(piece)
            file.flush()
            # The mapping outlives the file, which has no name: nothing is left behind, whatever happens.
            return OnDisk(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def deliver(request: HttpRequest, wanted: Wanted) -> HttpResponseBase:
    """The file, whole before its first byte is sent: what fails gives an error and no file at all.

    Of a large record it is sent while it is written, unless it takes no longer than a reader notices. No query is
    open while somebody reads slowly.
    """
    past = getattr(request, "as_of", None)  # a file of the past is another file
    key = f"{wanted.key} {past}" if past else wanted.key
    scope = current_scope(wanted.absences)
    kept = PREPARED.get(key)
    if kept is not None and (kept.revision, kept.modified, kept.version) == (
        scope.revision,
        scope.changed_at,
        scope.version,
    ):
        return kept.answer(request)
    ready = written_ahead(wanted, scope) if past is None else None
    if ready is None and (seconds := check_rate_limit(request, "export")):
        return set_retry_after(busy(rate_limit_sentence(seconds), seconds), seconds)
    ready = ready or (cut_ahead(wanted, scope, key) if past is None else None)
    if ready is not None:
        if isinstance(ready.content, bytes):
            PREPARED.put(key, ready)
        return ready.answer(request)
    at_once = past is not None or not is_large()
    tag = tag_of(key, scope)
    if not at_once and (request.method == "HEAD" or known_to_reader(request, tag, scope.changed_at)):
        counted = wanted.counted() if wanted.counted else None
        return begun(request, None, wanted.file_name(scope.changed_at), scope, tag, counted)
    if not WRITERS.acquire(blocking=False):
        return busy("Too many files are being written at this moment: try again in a few seconds.", 5)
    writing = Writing(wanted)
    content: Content
    if at_once:
        try:
            content = writing.read()
        finally:
            WRITERS.release()
    else:
        growing = Growing()
        in_background(lambda: growing.fill(lambda: writing.pieces(count=True)), WRITERS)
        settled = growing.settled(PATIENT if wanted.marks is None and not wanted.counted else UNNOTICED)
        if growing.failed:
            raise BrokenOff(f"{key} could not be written")
        if not settled or growing.size > PREPARED_AT_MOST:
            scope, named = writing.scope, wanted.file_name(writing.scope.changed_at)
            return begun(request, growing, named, scope, tag_of(key, scope), writing.counted)
        content = growing.whole()
    scope = writing.scope
    file = WholeFile.of(
        content,
        wanted.file_name(scope.changed_at, past),
        scope.version,
        scope.changed_at,
        revision=scope.revision,
        row_count=writing.row_count,
    )
    if isinstance(content, bytes):
        PREPARED.put(key, file)
    return file.answer(request)
