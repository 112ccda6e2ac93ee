"""A table as a file: prepared whole where it is small, streamed where it is not; one state of the database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from markets.tables.columns import Row, Table
from markets.tables.scope import Scope
from markets.tables.writer import Profile
from notorious.pages.data_ranges import known_to_reader
from notorious.pages.data_whole import WholeFile, dress
from notorious.pages.kept import Kept
from notorious.tables.files import written
from notorious.tables.state import current_scope, one_state

PREPARED_AT_MOST = 4_000_000  # bytes; a larger file is streamed and not kept

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

    def file_name(self, scope: Scope) -> str:
        """`notorious-timeline-2026-03-14-excel.csv`: dated by the last change of the data."""
        mark = f"-{self.profile}" if self.extension == "csv" else ""
        return f"notorious-{self.name or self.table.name}-{scope.changed_at:%Y-%m-%d}{mark}.{self.extension}"


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

    def read(self, at_most: int) -> tuple[list[bytes], bool]:
        """Pieces up to a size, and whether that was all."""
        held: list[bytes] = []
        size = 0
        for piece in self.pieces:
            held.append(piece)  # type: ignore[arg-type]
            size += len(held[-1])
            if size > at_most:
                return held, False
        return held, True

    def close(self) -> None:
        """Ends the transaction, and with it the query."""
        self.pieces.close()  # type: ignore[attr-defined]


def deliver(request: HttpRequest, wanted: Wanted) -> HttpResponseBase:
    """The file. An error while it is streamed breaks the transfer: it never ends like a whole one."""
    scope = current_scope(wanted.absences)
    kept = PREPARED.get(wanted.key)
    if kept is not None and (kept.tick, kept.modified, kept.version) == (
        scope.tick,
        scope.changed_at,
        scope.version,
    ):
        return kept.answer(request)
    writing = Writing(wanted)
    held, whole = writing.read(PREPARED_AT_MOST)
    if not whole:
        return _stream(request, writing, held)
    scope = writing.scope
    file = WholeFile.of(
        b"".join(held),
        wanted.file_name(scope),
        scope.version,
        scope.changed_at,
        tick=scope.tick,
        row_count=writing.row_count,
    )
    PREPARED.put(wanted.key, file)
    return file.answer(request)


def _stream(request: HttpRequest, writing: Writing, held: list[bytes]) -> HttpResponseBase:
    wanted, scope = writing.wanted, writing.scope
    of = hashlib.sha256(wanted.key.encode()).hexdigest()[:16]
    etag = f'"{scope.tick}-{of}"'
    response: HttpResponseBase
    if known_to_reader(request, etag, scope.changed_at) or request.method == "HEAD":
        writing.close()
        response = HttpResponse(status=200 if request.method == "HEAD" else 304)
    else:
        response = StreamingHttpResponse(_joined(held, writing))
    dress(response, wanted.file_name(scope), scope.version, scope.changed_at)
    response["ETag"] = etag
    return response


def _joined(held: list[bytes], writing: Writing) -> Iterator[bytes]:
    try:
        while held:
            yield held.pop(0)
        yield from writing.pieces  # type: ignore[misc]
    finally:
        # A reader who leaves frees the query at once.
        writing.close()
