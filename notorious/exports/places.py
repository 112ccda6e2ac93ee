"""Where the rows of a table stand in its prepared files, and which of them bear a mark, on their way into the database.

Sizes and bits, and not a row of the database for each row: of a million rows a mark takes 128 kB.
"""

from __future__ import annotations

import struct
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import compress

from markets.tables.columns import Row
from notorious.models import PreparedFile, PreparedPlaces
from notorious.tables.marks import Marks

PART = 65_536
"""Rows whose sizes and bits lie together."""
FORMS = ("raw", "excel", "json")
HEAD = struct.Struct("<q")
"""Where a part begins, before the sizes of its rows."""
TOTALS = struct.Struct("<3q")
"""How many bytes the rows that bear a mark have in each form, before its bits."""
_SET = bytes.maketrans(b"01", bytes((0, 1)))


def flags_of(bits: int) -> bytes:
    """A byte for each bit, the lowest first: 1 where it is set."""
    return format(bits, "b")[::-1].encode().translate(_SET)


Place = tuple[int, int]
"""The first byte of a row, and how many it has."""


class Placing:
    """The places of a table's rows. `file` is its CSV for code, `marks_of` gives the marks of so many rows."""

    def __init__(self, file: PreparedFile, marks_of: Callable[[Sequence[Row]], list[Marks]]) -> None:
        self.file, self.marks_of = file, marks_of
        self.part = self.count = 0
        self.begins: tuple[int, ...] = ()
        self.sizes = [array("I") for _ in FORMS]
        self.bits: defaultdict[str, bytearray] = defaultdict(lambda: bytearray(-(-PART // 8)))

    def add(self, rows: Sequence[Row], places: Iterable[tuple[Place, ...]]) -> None:
        """So many rows, and where each stands, form by form."""
        for marks, forms in zip(self.marks_of(rows), places, strict=True):
            if not self.count:
                self.begins = tuple(at for at, _ in forms)
            for sizes, (_, size) in zip(self.sizes, forms, strict=True):
                sizes.append(size)
            byte, bit = self.count >> 3, 1 << (self.count & 7)
            for mark in marks:
                self.bits[mark][byte] |= bit
            self.count += 1
            if self.count == PART:
                self.end()

    def end(self) -> None:
        """Stores what is not stored yet."""
        if not self.count:
            return
        contents = {
            form: HEAD.pack(begin) + sizes.tobytes()
            for form, begin, sizes in zip(FORMS, self.begins, self.sizes, strict=True)
        } | {mark: self._totals(bits) + bits for mark, bits in self.bits.items()}
        PreparedPlaces.objects.bulk_create(
            PreparedPlaces(file=self.file, name=name, part=self.part, content=bytes(content))
            for name, content in contents.items()
        )
        self.part, self.count = self.part + 1, 0
        self.sizes = [array("I") for _ in FORMS]
        self.bits.clear()

    def _totals(self, bits: bytearray) -> bytes:
        flags = flags_of(int.from_bytes(bits, "little"))
        return TOTALS.pack(*(sum(compress(sizes, flags)) for sizes in self.sizes))
