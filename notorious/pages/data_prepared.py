"""Files that were written ahead, piece by piece from the database: no query is open while somebody reads slowly."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from markets.tables.scope import Scope
from notorious.models import Package, PreparedFile
from notorious.package import pieces
from notorious.package.prepare import LARGE

Answer = TypeVar("Answer")
_HEAD = 19 + 2 + 4  # bytes of the binary form of COPY before its first value: signature, fields, length
_FOOT = 2


class PieceGone(RuntimeError):
    """A piece is not there any more: the transfer breaks off, which its reader sees by the length."""


class _Session:
    """The one session of this process for pieces: readers take turns, and each turn is a few milliseconds.

    Threads that send have no session of their own: there are many of them, and most wait for their readers.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.own: BaseDatabaseWrapper | None = None

    def piece(self, file: PreparedFile | Package, number: int) -> bytes:
        """All bytes of a piece. Raises PieceGone."""
        return self._asked(lambda session: _piece(session, file, number))

    def rows(self, sql: str, *parameters: int | list[int]) -> list[tuple[Any, ...]]:
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


def _piece(session: BaseDatabaseWrapper, file: PreparedFile | Package, number: int) -> bytes:
    """By COPY in its binary form, which does not write every byte as two digits."""
    out = io.BytesIO()
    key = type(file).pieces.field
    with session.cursor() as cursor:
        cursor.copy_expert(
            f"COPY (SELECT content FROM {key.model._meta.db_table}"  # noqa: S608
            f" WHERE {key.column} = {int(file.pk)} AND number = {int(number)}) TO STDOUT (FORMAT binary)",
            out,
        )
    content = out.getbuffer()
    if len(content) < _HEAD + _FOOT:
        raise PieceGone(f"piece {number} of {file}")
    return bytes(content[_HEAD:-_FOOT])


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
        for number in range(start // size, -(-end // size)):
            at = number * size
            piece = SESSION.piece(self.file, number)
            yield piece if start <= at and at + size <= end else piece[max(start - at, 0) : end - at]


def prepared(name: str, scope: Scope) -> PreparedFile | None:
    """The file of this name for this state. A large one may be of the state before: it says of which it is, and
    its readers have it at once."""
    row = PreparedFile.objects.filter(name=name, replaced_at=None).first()
    if row is None:
        return None
    present = (row.tick, row.version, row.changed_at) == (scope.tick, scope.version, scope.changed_at)
    return row if present or row.size > LARGE else None
