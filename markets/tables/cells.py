"""Values as a file has them."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from markets.tables.columns import Column, Type
from markets.tables.guard import escape_code, escape_formula


def format_text(value: Any, column: Column) -> str:
    """Return one value as text: blank for none, ISO dates, `true` and `false`, lists separated as the column says."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, tuple)):
        return column.separator.join(map(str, value))
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def format_json(value: Any, column: Column) -> Any:
    """Return one value as JSON has it: numbers, truth and lists stay what they are; a blank is null."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, (bool, int)) or value is None:
        return value
    if isinstance(value, (list, tuple)):
        return list(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return format_text(value, column) or None


def writer_of(column: Column, guarded: bool) -> Callable[[Any], str]:
    """Return what turns a value of this column into a cell."""
    guard = _GUARDS.get(column.type) if guarded else None
    if guard is None:
        return lambda value: format_text(value, column)
    return lambda value: guard(format_text(value, column))


_GUARDS = {Type.TEXT: escape_formula, Type.TEXTS: escape_formula} | dict.fromkeys(
    (Type.ID, Type.WORD, Type.CODES, Type.URL), escape_code
)
