"""Render the rows of a table as a complete file in memory."""

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from markets.tables.columns import Row, Table
from markets.tables.scope import Scope
from notorious.content_coding import COMPRESSORS
from notorious.exports.formats import FORMATS, FormatOptions

AS_USUAL = FormatOptions()


@dataclass(frozen=True)
class Export:
    """A complete file. `row_count` is None where it is not a table; `blank`: columns that are blank in every row.

    `encoded` has the same bytes by content coding, as far as they are compressed already.
    """

    content: bytes
    row_count: int | None
    version: str
    modified: datetime.datetime
    blank: tuple[str, ...] = ()
    encoded: dict[str, bytes] = field(default_factory=dict, compare=False)

    @property
    def size(self) -> int:
        """Approximate bytes in memory, with the compressed copies."""
        return len(self.content) + len(self.content) // 2 + 500

    @cached_property
    def sha256(self) -> bytes:
        return hashlib.sha256(self.content).digest()

    def encode(self, coding: str) -> bytes:
        """Return the same bytes compressed, once for all requests."""
        if coding not in self.encoded:
            self.encoded[coding] = COMPRESSORS[coding](self.content)
        return self.encoded[coding]


class RowTally:
    """Rows on their way into a file: how many they are, and which columns were blank in all of them."""

    def __init__(self, table: Table, rows: Iterable[Row]) -> None:
        self.rows, self.header, self.count = rows, table.header, 0
        self._blank = list(range(len(self.header)))

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            self.count += 1
            self._blank = [place for place in self._blank if row[place] in (None, "", [], ())]
            yield row

    @property
    def blank(self) -> tuple[str, ...]:
        """Names of the columns; none where there was no row."""
        return tuple([self.header[place] for place in self._blank]) if self.count else ()


def render_export(
    table: Table,
    rows: Iterable[Row],
    scope: Scope,
    extension: str,
    options: FormatOptions = AS_USUAL,
) -> Export:
    """Render `rows` in one of the formats, reading each once. Call it inside one database snapshot."""
    tally = RowTally(table, rows)
    content = FORMATS[extension].write(table, tally, scope, options)
    return Export(content, tally.count, scope.version, scope.changed_at, tally.blank)
