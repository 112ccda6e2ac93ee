"""Cursor pages: a cursor is the place of the last row that was given, so that no change of the data shifts it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markets.tables.columns import Row, Table, Type
from markets.tables.filtering import BadFilter, printable

DEFAULT_LIMIT = 100
MOST = 500
LONGEST_CURSOR = 3000
DIGITS = "[0-9]{1,10}"
HEXADECIMAL = "(?:[0-9a-f]{2})*"

Place = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class ApiPage:
    """Rows of a page, how many there are in all, and the cursor of the next page (empty at the end)."""

    rows: list[Row]
    row_count: int
    next_cursor: str


def limit_of(text: str | None) -> int:
    """How many rows a page has. Raises BadFilter."""
    if text is None:
        return DEFAULT_LIMIT
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= MOST):
        raise BadFilter(f"“limit” is a number from 1 to {MOST}, and not “{printable(text)}”.")
    return int(text)


def pattern(table: Table) -> str:
    """What a cursor of this table looks like, as a regular expression: numbers in digits, text in hexadecimal.

    Every text of this form names a place, whether or not there ever was a row in it.
    """
    parts = [DIGITS if table.column(name).type is Type.INTEGER else HEXADECIMAL for name in table.order]
    return r"\.".join(parts)


def written(place: Place) -> str:
    """A place as a cursor. A blank number sorts as -1, so all of them are one up."""
    return ".".join(str(each + 1) if isinstance(each, int) else each.encode().hex() for each in place)


def place_of(table: Table, cursor: str) -> Place | None:
    """The place that a cursor names; None where there is no cursor. Raises BadFilter for what we did not give."""
    if not cursor:
        return None
    if len(cursor) > LONGEST_CURSOR or not re.fullmatch(pattern(table), cursor):
        raise BadFilter("“cursor” has to be a place in this table, as this address gives it in “next”.")
    parts = zip(table.order, cursor.split("."), strict=True)
    return tuple(
        int(part) - 1
        if table.column(name).type is Type.INTEGER
        else bytes.fromhex(part).decode(errors="replace")
        for name, part in parts
    )


def page(table: Table, rows: Iterable[Row], after: Place | None, limit: int) -> ApiPage:
    """The rows behind a place; `rows` in the order of the table."""
    key = table.sort_key()
    every = list(rows)
    rest = [row for row in every if after is None or key(row) > after]
    found = rest[:limit]
    return ApiPage(found, len(every), written(key(found[-1])) if len(rest) > limit else "")
