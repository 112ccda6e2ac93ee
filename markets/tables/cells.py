"""Values as they stand in a file."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal
from string import ascii_letters, digits
from typing import Any

from markets.tables.columns import Column, Type
from markets.tables.guard import escape, escape_code


def text(value: Any, column: Column) -> str:
    """One value as text: blank for none, ISO dates, `true` and `false`, lists separated as the column says."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return column.separator.join(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def plain(value: Any, column: Column) -> Any:
    """One value as JSON has it: numbers, truth and lists stay what they are; a blank is null."""
    if isinstance(value, (bool, int)) or value is None:
        return value
    if isinstance(value, (list, tuple)):
        return list(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return text(value, column) or None


def writer_of(column: Column, guarded: bool) -> Callable[[Any], str]:
    """What turns a value of this column into a cell."""
    guard = _GUARDS.get(column.type) if guarded else None
    if guard is None:
        return lambda value: text(value, column)
    return lambda value: guard(text(value, column))


def cells_of(column: Column, values: Sequence[Any], guarded: bool) -> Sequence[Any]:
    """As `writer_of`, of many rows at once. What csv itself writes in the same way is let be."""
    if not (_STRINGS if column.free_text else _AS_THEY_ARE).issuperset(map(type, values)):
        values = [value if type(value) is str else text(value, column) for value in values]
    return guard_of(column, values) if guarded else values


def guard_of(column: Column, cells: Sequence[Any]) -> Sequence[Any]:
    """Cells of a column as a spreadsheet may have them; the same object where all are harmless."""
    guard = _GUARDS.get(column.type)
    if guard is None or all(not cell or cell[:1] in _HARMLESS for cell in cells):
        return cells
    return [cell if not cell or cell[:1] in _HARMLESS else guard(cell) for cell in cells]


def plain_of(column: Column, values: Sequence[Any]) -> Sequence[Any]:
    """As `plain`, of many rows at once."""
    return [
        (value or None) if type(value) is str else value if type(value) is int else plain(value, column)
        for value in values
    ]


_GUARDS = {Type.TEXT: escape, Type.TEXTS: escape} | dict.fromkeys(
    (Type.ID, Type.WORD, Type.CODES, Type.URL), escape_code
)
_STRINGS = frozenset({str})
_AS_THEY_ARE = frozenset({str, int, type(None)})
# Most texts begin with one of these, and no formula does.
_HARMLESS = frozenset(ascii_letters + digits + "“(") | {""}
