"""Files that were written ahead, piece by piece from the database: no query is open while somebody reads slowly."""

from __future__ import annotations

import io
import struct
import threading
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from markets.tables.scope import Scope
from notorious.exports import pieces
from notorious.exports.prepare import LARGE
from notorious.models import Package, PreparedFile

Answer = TypeVar("Answer")
_HEAD = 19  # bytes of the binary form of COPY before its first row
_BEFORE = struct.Struct(
    "!6xii"
)  # of a row before its content: how many fields, a length and the number, a length
_FOOT = 2
AHEAD = 2  # pieces that are asked for together


class PieceGone(RuntimeError):
    """A piece is not there any more: the transfer breaks off, which its reader sees by the length."""


class _Session:
    """The one session of this process for pieces: readers take turns, and each turn is a few milliseconds.

    Threads that send have no session of their own: there are many of them, and most wait for their readers.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.own: BaseDatabaseWrapper | None = None

    def pieces(self, file: PreparedFile | Package, number: int, count: int) -> list[bytes]:
        """So many pieces from one on. Raises PieceGone where one of them is not there."""
        return self._asked(lambda session: _pieces(session, file, number, count))

    def rows(self, sql: str, *parameters: int | str | list[int] | list[str]) -> list[tuple[Any, ...]]:
        """The answer to a query."""

        def answer(session: BaseDatabaseWrapper) -> list[tuple[Any, ...]]:
            with session.cursor() as cursor:
                cursor.execute(sql, parameters)
                return cursor.fetchall()

        return self._asked(answer)

    def _asked(self, ask: Callable[[BaseDatabaseWrapper], Answer]) -> Answer:
        if connection.in_atomic_block:
            return ask(connection)
        with self.lock:
            if self.own is None:
                self.own = connection.copy()
                self.own.inc_thread_sharing()
            try:
                return ask(self.own)
            except (OperationalError, InterfaceError):
                self.own.close()  # the server was restarted: once more
                return ask(self.own)


def _pieces(
    session: BaseDatabaseWrapper, file: PreparedFile | Package, number: int, count: int
) -> list[bytes]:
    """By COPY in its binary form, which does not write every byte as two digits."""
    out = io.BytesIO()
    key = type(file).pieces.field
    with session.cursor() as cursor:
        cursor.copy_expert(
            f"COPY (SELECT number, content FROM {key.model._meta.db_table}"  # noqa: S608
            f" WHERE {key.column} = {int(file.pk)} AND number >= {int(number)} AND number < {int(number + count)}"
            " ORDER BY number) TO STDOUT (FORMAT binary)",
            out,
        )
    content, at, found = out.getbuffer(), _HEAD, []
    for expected in range(number, number + count):
        place, size = _BEFORE.unpack_from(content, at) if at + _FOOT < len(content) else (-1, 0)
        if place != expected:
            raise PieceGone(f"piece {expected} of {file}")
        at += _BEFORE.size
        found.append(bytes(content[at : at + size]))
        at += size
    return found


SESSION = _Session()


class Pieces:
    """The bytes of a prepared file, or of a kept version, of which none are held."""

    def __init__(self, file: PreparedFile | Package) -> None:
        self.file, self.size = file, file.size

    def __len__(self) -> int:
        return self.size

    def between(self, start: int, end: int) -> Iterator[bytes]:
        """Bytes `start` to `end`, the last not included."""
        size = pieces.PIECE
        number, last = start // size, -(-end // size)
        while number < last:
            for piece in SESSION.pieces(self.file, number, min(AHEAD, last - number)):
                at = number * size
                yield piece if start <= at and at + size <= end else piece[max(start - at, 0) : end - at]
                number += 1


def prepared(name: str, scope: Scope) -> PreparedFile | None:
    """The file of this name for this state. A large one may be of the state before: it says of which it is, and
    its readers have it at once."""
    row = PreparedFile.objects.filter(name=name, replaced_at=None).first()
    if row is None:
        return None
    present = (row.revision, row.version, row.changed_at) == (scope.revision, scope.version, scope.changed_at)
    return row if present or row.size > LARGE else None
