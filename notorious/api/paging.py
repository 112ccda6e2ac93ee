"""Cursor pages: a cursor is the place of the last row that was given, so that no change of the data shifts it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from markets.tables.columns import Column, Row, Table, Type, UnreadRow
from markets.tables.filtering import BadFilter, make_printable
from notorious.tables.shaping import SortPart, SortPlace, find_place, is_behind, sort_rows

DEFAULT_LIMIT = 100
MOST = 500
LONGEST_CURSOR = 3000
DIGITS = "[0-9]{1,10}"
_NEXT = "[89ab][0-9a-f]"
# Only what UTF-8 can be: a text of this form always names a place.
HEXADECIMAL = (
    f"(?:[0-7][0-9a-f]|(?:c[2-9a-f]|d[0-9a-f]){_NEXT}|e0[ab][0-9a-f]{_NEXT}|e[1-9abcef]{_NEXT}{_NEXT}"
    f"|ed[89][0-9a-f]{_NEXT}|f0[9ab][0-9a-f]{_NEXT}{_NEXT}|f[1-3]{_NEXT}{_NEXT}{_NEXT}|f48[0-9a-f]{_NEXT}{_NEXT})*"
)

Sort = Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class ApiPage:
    """Rows of a page, how many there are in all, and the cursor of the next page (empty at the end)."""

    rows: list[Row]
    row_count: int
    next_cursor: str


def limit_of(text: str | None) -> int:
    """Return how many rows a page has. Raises BadFilter."""
    if text is None:
        return DEFAULT_LIMIT
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= MOST):
        raise BadFilter(f"“limit” is a number from 1 to {MOST}, and not “{make_printable(text)}”.")
    return int(text)


def describe_cursor(table: Table, sort: Sort = ()) -> str:
    """Return what a cursor of this table looks like, as a regular expression: numbers in digits, text in hexadecimal.

    Every text of this form names a place, whether or not there ever was a row in it.
    """
    parts = [DIGITS if column.type is Type.INTEGER else HEXADECIMAL for column in _columns(table, sort)]
    return r"\.".join(parts)


def write_cursor(table: Table, place: SortPlace, sort: Sort = ()) -> str:
    """Return a place as a cursor. A blank number is 0, so all of them are one up."""
    columns = _columns(table, sort)
    return ".".join(_write_part(part, column) for part, column in zip(place, columns, strict=True))


def place_of(table: Table, cursor: str, sort: Sort = ()) -> SortPlace | None:
    """The place that a cursor names; None where there is no cursor. Raises BadFilter for what we did not give."""
    if not cursor:
        return None
    refused = BadFilter(
        "“cursor” has to be the “next_cursor” of an earlier page of this table, in the same order."
    )
    if len(cursor) > LONGEST_CURSOR or not re.fullmatch(describe_cursor(table, sort), cursor):
        raise refused
    try:
        parts = zip(cursor.split("."), _columns(table, sort), strict=True)
        return tuple(_read_part(part, column) for part, column in parts)
    except (ValueError, InvalidOperation):
        raise refused from None


def cut_page(
    table: Table, rows: Iterable[UnreadRow], after: SortPlace | None, limit: int, sort: Sort = ()
) -> ApiPage:
    """Return the rows behind a place; `rows` in the order of the table. Those of the page alone are read whole."""
    every = sort_rows(table, rows, sort)
    behind = is_behind(sort)
    rest = [row for row in every if after is None or behind(find_place(table, row, sort), after)]
    found = table.rows_of(row.record for row in rest[:limit])
    more = len(rest) > limit
    return ApiPage(
        found, len(every), write_cursor(table, find_place(table, found[-1], sort), sort) if more else ""
    )


def _columns(table: Table, sort: Sort) -> list[Column]:
    return [table.column(name) for name in (*(name for name, _ in sort), *table.order)]


def _write_part(part: SortPart, column: Column) -> str:
    known, value = part
    if column.type is Type.INTEGER:
        return str(value + 1) if known else "0"
    return str(value).encode().hex() if known else ""


def _read_part(text: str, column: Column) -> SortPart:
    if column.type is Type.INTEGER:
        return (1, int(text) - 1) if int(text) else (0, 0)
    value = bytes.fromhex(text).decode()
    if column.type is Type.BOOLEAN:
        return (1, value == "True") if value else (0, 0)
    if column.type is Type.NUMBER:
        return (1, Decimal(value)) if value else (0, 0)
    return (1, value) if value else (0, "")
