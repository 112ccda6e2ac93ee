"""Queries that stand: Django writes their SQL once for each process, and later only the values in it change.

Writing the SQL of one query takes Django longer than PostgreSQL needs to answer it, and a page puts twenty.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, models

T = TypeVar("T")


Parameters = tuple[Any, ...]


class Written:
    """SQL that stands: `build` writes it, with its parameters, for values that a place is held for.

    Values are texts, numbers, or lists of them for a lookup that takes an array. What is written may depend on
    nothing else, and a value may be used for nothing but to be compared with.
    """

    def __init__(self, build: Callable[..., tuple[str, Parameters]]) -> None:
        self.build = build
        self.sql: str | None = None
        self.parameters: Parameters = ()

    def __call__(self, *values: Any) -> tuple[str, Parameters]:
        """The SQL and its parameters for these values; empty SQL where there can be no row."""
        if self.sql is None:
            self.parameters, self.sql = self._write(values)
        return self.sql, tuple(_filled(parameter, values) for parameter in self.parameters)

    def _write(self, values: Sequence[Any]) -> tuple[Parameters, str]:
        places = [_place(at, value) for at, value in enumerate(values)]
        try:
            sql, parameters = self.build(*places)
        except EmptyResultSet:
            return (), ""
        missing = [place for place in places if not any(_holds(each, place) for each in parameters)]
        if missing:
            raise TypeError(
                f"What stands has to compare something with each of its values, not so: {missing}."
            )
        return tuple(parameters), sql


class Standing(Generic[T]):
    """A queryset whose SQL stands; `build` makes it, as for `Written`."""

    def __init__(self, build: Callable[..., models.QuerySet[Any, T]]) -> None:
        self.build = build
        self.written = Written(self._write)
        self.queryset: models.QuerySet[Any, T] | None = None
        self.compiler: Any = None

    def __call__(self, *values: Any) -> list[T]:
        """The rows for these values; one query (and those that the queryset prefetches)."""
        sql, parameters = self.written(*values)
        if not sql or self.queryset is None:
            return []
        # As Django has it: a queryset asks its query for a compiler, and that one for SQL and parameters.
        mine, asked = copy.copy(self.compiler), self.queryset.all()
        mine.connection = connections[DEFAULT_DB_ALIAS]
        mine.as_sql = lambda *args, **options: (sql, parameters)
        asked.query.get_compiler = lambda *args, **options: mine  # type: ignore[method-assign]
        return list(asked)

    def _write(self, *places: Any) -> tuple[str, Parameters]:
        queryset = self.build(*places)
        self.compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        written: tuple[str, Parameters] = self.compiler.as_sql()
        self.queryset = queryset
        return written


_NUMBER = 31_999
"""No query of ours compares with it as a constant, and Django lets it be compared with columns of any size."""


def _place(at: int, value: Any) -> Any:
    """What stands in the place of a value until it is known: of its type, and like nothing that is ever asked for."""
    if isinstance(value, str):
        return f"\u27e8value {at}\u27e9"
    if isinstance(value, int):
        return _NUMBER - at
    return [_NUMBER - at]


def _holds(parameter: Any, place: Any) -> bool:
    return bool(parameter == place or isinstance(parameter, list) and place in parameter)


def _filled(parameter: Any, values: Sequence[Any]) -> Any:
    for at, value in enumerate(values):
        if parameter == _place(at, value):
            return value
        if isinstance(parameter, list) and not isinstance(value, list) and _place(at, value) in parameter:
            return [value if each == _place(at, value) else each for each in parameter]
    return parameter
