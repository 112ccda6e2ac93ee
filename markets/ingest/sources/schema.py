"""Strict reading of JSON answers: a field that is missing or of another type stops the reading, by name."""

import json
from datetime import date, datetime
from typing import Any, TypeVar

from markets.ingest.sources.items import SourceChanged

_T = TypeVar("_T")
_SPOKEN = {str: "text", int: "a number", bool: "true or false", list: "a list", dict: "an object"}


def load_object(content: bytes, where: str) -> dict[str, Any]:
    """Return the object in these bytes; raises SourceChanged for anything else."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise SourceChanged(f"{where} is not readable JSON.") from error
    if not isinstance(value, dict):
        raise SourceChanged(f"{where} is {_spoken(value)}; an object was expected.")
    return value


def require_field(record: dict[str, Any], name: str, kind: type[_T], where: str) -> _T:
    """Return a field that must be there with this type."""
    if name not in record:
        raise SourceChanged(f"{where}: the field {name} is missing.")
    value = record[name]
    # true and false are numbers to Python, but not to us
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise SourceChanged(f"{where}: the field {name} is {_spoken(value)}; {_SPOKEN[kind]} was expected.")
    return value


def allow_field(record: dict[str, Any], name: str, kind: type[_T], where: str) -> _T | None:
    """Return a field that may be null or absent, but not of another type."""
    if record.get(name) is None:
        return None
    return require_field(record, name, kind, where)


def read_objects(record: dict[str, Any], name: str, where: str) -> list[dict[str, Any]]:
    """Return a field that is a list of objects."""
    values = require_field(record, name, list, where)
    for number, value in enumerate(values, 1):
        if not isinstance(value, dict):
            raise SourceChanged(
                f"{where}: item {number} of {name} is {_spoken(value)}; an object was expected."
            )
    return values


def read_day(value: str, name: str, where: str) -> date:
    """Return the day of an ISO date or moment."""
    try:
        return datetime.fromisoformat(value).date()
    except ValueError as error:
        raise SourceChanged(f"{where}: the field {name} is not a date.") from error


def _spoken(value: object) -> str:
    if value is None:
        return "null"
    return next((spoken for kind, spoken in _SPOKEN.items() if type(value) is kind), "something else")
