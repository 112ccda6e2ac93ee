"""Render the rows of a table as a complete file in memory."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from markets.tables.columns import Row, Table
from markets.tables.scope import Scope
from notorious.content_coding import COMPRESSORS
from notorious.exports.formats import FORMATS, FormatOptions

AS_USUAL = FormatOptions()


@dataclass(frozen=True)
class Export:
    """A complete file. `row_count` is None where it is not a table."""

    content: bytes
    row_count: int | None
    version: str
    modified: datetime.datetime

    @property
    def size(self) -> int:
        """Approximate bytes in memory, with the compressed copies."""
        return len(self.content) + len(self.content) // 2 + 500

    @cached_property
    def sha256(self) -> bytes:
        return hashlib.sha256(self.content).digest()

    @cached_property
    def _encoded(self) -> dict[str, bytes]:
        return {}

    def encode(self, coding: str) -> bytes:
        """Return the same bytes compressed, once for all requests."""
        if coding not in self._encoded:
            self._encoded[coding] = COMPRESSORS[coding](self.content)
        return self._encoded[coding]


def render_export(
    table: Table,
    rows: Iterable[Row],
    scope: Scope,
    extension: str,
    options: FormatOptions = AS_USUAL,
) -> Export:
    """Render `rows` in one of the formats. Call it inside one database snapshot."""
    found = list(rows)
    content = FORMATS[extension].write(table, found, scope, options)
    return Export(content, len(found), scope.version, scope.changed_at)
