"""The order of code points, in which tables stand, whatever order the database is set to; by way of an index."""

from __future__ import annotations

from django.db import models
from django.db.models import F
from django.db.models.expressions import OrderBy, RawSQL


class ByCodePoint(OrderBy):
    """The order that the indexes for LIKE have, which Django makes for every unique text."""

    template = "%(expression)s USING ~<~ /* ASC */"  # Django looks for the word in every order


def by_code_point(field: str) -> ByCodePoint:
    """The order of a column that has such an index: of a unique text."""
    return ByCodePoint(F(field))


def beyond(column: str, value: str, itself: bool = False) -> RawSQL:
    """Rows after `value` in that order. `column` is a quoted name with its table."""
    return RawSQL(f"{column} {'~>=~' if itself else '~>~'} %s", [value], models.BooleanField())  # noqa: S611
