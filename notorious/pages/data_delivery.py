"""A table as a file: prepared whole where it is small, streamed where it is not; one state of the database."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import http_date

from markets.tables.columns import Row, Table
from markets.tables.scope import Scope
from markets.tables.writer import Profile
from notorious.pages.data_ranges import known_to_reader, part_of
from notorious.pages.kept import Kept
from notorious.tables.files import written
from notorious.tables.state import current_scope, one_state

PREPARED_AT_MOST = 4_000_000  # bytes; a larger file is streamed and not kept
TYPES = {"csv": "text/csv; charset=utf-8; header=present", "json": "application/json"}
CACHE_CONTROL = "public, max-age=60, must-revalidate"
EXPOSED = "Content-Disposition, Content-Range, ETag, Last-Modified, Repr-Digest, X-Data-Version, X-Row-Count"

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


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file as it goes out."""

    tick: int
    content: bytes
    row_count: int
    file_name: str
    version: str
    modified: datetime
    sha256: bytes

    @property
    def size(self) -> int:
        return len(self.content) + 500

    @property
    def etag(self) -> str:
        return f'"{self.sha256.hex()[:32]}"'


PREPARED: Kept[Prepared] = Kept()


class Counted:
    """Rows that are counted as they pass."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            self.count += 1
            yield row


def deliver(request: HttpRequest, wanted: Wanted) -> HttpResponseBase:
    """The file. An error while it is streamed breaks the transfer: it never ends like a whole one."""
    scope = current_scope(wanted.absences)
    kept = PREPARED.get(wanted.key)
    if kept is not None and (kept.tick, kept.modified) == (scope.tick, scope.changed_at):
        return _whole(request, wanted, kept)
    pieces = _pieces(wanted)
    scope, rows = next(pieces)
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > PREPARED_AT_MOST:
            return _stream(request, wanted, scope, held, pieces)
    content = b"".join(held)
    file = Prepared(
        tick=scope.tick,
        content=content,
        row_count=rows.count,
        file_name=wanted.file_name(scope),
        version=scope.version,
        modified=scope.changed_at,
        sha256=hashlib.sha256(content).digest(),
    )
    PREPARED.put(wanted.key, file)
    return _whole(request, wanted, file)


def _pieces(wanted: Wanted) -> Generator:
    """First (scope, the rows' counter), then the bytes, all of one state of the database."""
    with one_state():
        scope = current_scope(wanted.absences)
        rows = Counted(wanted.rows(scope))
        yield scope, rows
        yield from written(wanted.table, rows, scope, wanted.extension, wanted.profile)


def _dress(
    response: HttpResponseBase, wanted: Wanted, file_name: str, version: str, modified: datetime
) -> None:
    response["Content-Type"] = TYPES[wanted.extension]
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response["Last-Modified"] = http_date(modified.astimezone(UTC).timestamp())
    response["Cache-Control"] = CACHE_CONTROL
    response["X-Data-Version"] = version
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = EXPOSED


def _whole(request: HttpRequest, wanted: Wanted, file: Prepared) -> HttpResponse:
    if known_to_reader(request, file.etag, file.modified):
        response = HttpResponse(status=304)
    else:
        response = part_of(request, file.content, file.etag)
        response["Repr-Digest"] = f"sha-256=:{base64.b64encode(file.sha256).decode()}:"
        response["X-Row-Count"] = str(file.row_count)
    _dress(response, wanted, file.file_name, file.version, file.modified)
    response["ETag"] = file.etag
    return response


def _stream(
    request: HttpRequest, wanted: Wanted, scope: Scope, held: list[bytes], rest: Generator
) -> HttpResponseBase:
    of = hashlib.sha256(f"{wanted.key} {wanted.profile}".encode()).hexdigest()[:16]
    etag = f'"{scope.tick}-{of}"'
    response: HttpResponseBase
    if known_to_reader(request, etag, scope.changed_at) or request.method == "HEAD":
        rest.close()
        response = HttpResponse(status=200 if request.method == "HEAD" else 304)
    else:
        response = StreamingHttpResponse(_joined(held, rest))
    _dress(response, wanted, wanted.file_name(scope), scope.version, scope.changed_at)
    response["ETag"] = etag
    return response


def _joined(held: list[bytes], rest: Generator) -> Iterator[bytes]:
    try:
        while held:
            yield held.pop(0)
        yield from rest
    finally:
        # A reader who leaves frees the query at once.
        rest.close()
