"""Queries that stand: Django writes their SQL once for each process, and later only the values in it change.

Writing the SQL of one query takes Django longer than PostgreSQL needs to answer it, and a page puts twenty.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models

T = TypeVar("T")


class Standing(Generic[T]):
    """`build` makes the queryset of some values: texts, numbers, or lists of them for a lookup that takes an array.

    What it makes may depend on nothing else, and a value may be used for nothing but to be compared with.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Any, T]]) -> None:
        self.build = build
        self.written: tuple[models.QuerySet[Any, T], Any, str, tuple[Any, ...]] | None = None

    def __call__(self, *values: Any) -> list[T]:
        """The rows for these values; one query (and those that the queryset prefetches)."""
        if self.written is None:
            self.written = self._write(values)
        queryset, compiler, sql, parameters = self.written
        filled = tuple(_filled(parameter, values) for parameter in parameters)
        # As Django has it: a queryset asks its query for a compiler, and that one for SQL and parameters.
        mine, asked = copy.copy(compiler), queryset.all()
        mine.connection = connections[DEFAULT_DB_ALIAS]
        mine.as_sql = lambda *args, **options: (sql, filled)
        asked.query.get_compiler = lambda *args, **options: mine  # type: ignore[method-assign]
        return list(asked)

    def _write(self, values: Sequence[Any]) -> tuple[models.QuerySet[Any, T], Any, str, tuple[Any, ...]]:
        places = [_place(at, value) for at, value in enumerate(values)]
        queryset = self.build(*places)
        compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        missing = [place for place in places if not any(_holds(each, place) for each in parameters)]
        if missing:
            raise TypeError(f"A standing query has to compare something with each of its values: {missing}.")
        return queryset, compiler, sql, tuple(parameters)


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
