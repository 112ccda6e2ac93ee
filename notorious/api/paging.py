"""Cursor pages: a cursor is the place of the last row that was given, so that no change of the data shifts it."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass

from markets.tables.columns import Row, Table, Type
from markets.tables.filters import BadFilter
from notorious.tables.parameters import printable

LIMIT = 100
MOST = 500

Place = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a page, how many there are in all, and the cursor of the next page (empty at the end)."""

    rows: list[Row]
    row_count: int
    next_cursor: str


def limit_of(text: str) -> int:
    """How many rows a page has. Raises BadFilter."""
    if not text:
        return LIMIT
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= MOST):
        raise BadFilter(f"“limit” is a number from 1 to {MOST}, and not “{printable(text)}”.")
    return int(text)


def written(place: Place) -> str:
    """A place as a cursor."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def place_of(table: Table, cursor: str) -> Place | None:
    """The place that a cursor names; None where there is no cursor. Raises BadFilter for what we did not give."""
    if not cursor:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        place = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        kinds = [int if table.column(name).type is Type.INTEGER else str for name in table.order]
        if not isinstance(place, list) or [type(each) for each in place] != kinds:
            raise ValueError("not a place in this table")
    except (ValueError, binascii.Error, RecursionError) as problem:
        raise BadFilter("“cursor” has to be one that this address gave in “next”.") from problem
    return tuple(place)


def page(table: Table, rows: Iterable[Row], after: Place | None, limit: int) -> Page:
    """The rows behind a place; `rows` in the order of the table."""
    key = table.sort_key()
    found: list[Row] = []
    count = 0
    more = False
    for row in rows:
        count += 1
        if after is not None and key(row) <= after:
            continue
        if len(found) < limit:
            found.append(row)
        else:
            more = True
    return Page(found, count, written(key(found[-1])) if more else "")
