"""Long files into the database, piece by piece: who writes one holds no more of it than a piece."""

from __future__ import annotations

import hashlib
import io
import struct
from typing import Any

from django.db import connection, models

PIECE = 256 * 1024
"""Bytes of every piece but the last. What is kept for ever was cut so: it is never another number."""


class Storing:
    """Bytes on their way into the pieces of a file. `key` is the field of its pieces that names the file."""

    def __init__(self, key: models.ForeignKey[Any, Any], file: int) -> None:
        self.table, self.column, self.file = key.model._meta.db_table, key.column, file
        self.held = bytearray()
        self.digest = hashlib.sha256()
        self.number = self.size = 0

    def add(self, content: bytes) -> None:
        """What fills a piece is stored at once."""
        self.held += content
        while len(self.held) >= PIECE:
            self._store(bytes(self.held[:PIECE]))
            del self.held[:PIECE]

    def end(self) -> None:
        """Stores the rest: `size` and `digest` are then of the whole."""
        if self.held:
            self._store(bytes(self.held))
            self.held.clear()

    def _store(self, piece: bytes) -> None:
        self.digest.update(piece)
        self.size += len(piece)
        # COPY in its binary form: as a parameter every byte would travel as two digits.
        head = struct.pack("!hiqiii", 3, 8, self.file, 4, self.number, len(piece))
        sent = io.BytesIO(b"PGCOPY\n\xff\r\n\0" + bytes(8) + head + piece + b"\xff\xff")
        with connection.cursor() as cursor:
            cursor.copy_expert(
                f"COPY {self.table} ({self.column}, number, content) FROM STDIN (FORMAT binary)", sent
            )
        self.number += 1
