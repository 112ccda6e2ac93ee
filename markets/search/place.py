"""A place in the list of hits: what the next page goes on from, however deep it is."""

from __future__ import annotations

import re
from typing import NamedTuple

from markets.tables.filters import BadFilter

_READ = re.compile(r"([0-9]{1,9})\.([0-9]{1,4})\.([0-9])\.([0-9]{1,18})")


class Place(NamedTuple):
    """Hits stand in the order of their places, the greatest first.

    `rank` counts millionths, and is 0 throughout where the newest stand first; `source` is greater the earlier
    the kind stands among the kinds.
    """

    rank: int
    year: int
    source: int
    pk: int

    def __str__(self) -> str:
        return ".".join(map(str, self))

    @classmethod
    def read(cls, text: str) -> Place | None:
        """The place that an address states; raises BadFilter."""
        if not text:
            return None
        found = _READ.fullmatch(text)
        if found is None:
            raise BadFilter("The place in this list cannot be read: begin at its first page.")
        return cls(*map(int, found.groups()))
