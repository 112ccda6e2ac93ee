"""Days for programs beside dates that are known to a month or a year only."""

import calendar
import datetime
from dataclasses import replace
from functools import lru_cache
from typing import Any

from markets.tables.columns import Column, Type

SINCE_DAYS = "v2026.2"


@lru_cache(maxsize=4096)
def find_bounds(partial: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day of `2018`, `2018-01` or `2018-01-12`; None for a blank."""
    if not partial:
        return None
    year, month, day = (int(part) for part in f"{partial}-0-0".split("-")[:3])
    if not month:
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    last = day or calendar.monthrange(year, month)[1]
    return datetime.date(year, month, day or 1), datetime.date(year, month, last)


def day_columns(column: Column) -> tuple[Column, Column]:
    """`said_from` and `said_to` for `said_on`: the same day twice where the day is known."""
    read = column.value
    assert read is not None
    stem = column.name.removesuffix("_on")

    described = column.description.rstrip(".")

    def make_column(ending: str, place: int, which: str) -> Column:
        def value(record: Any) -> datetime.date | None:
            bounds = find_bounds(read(record))
            return bounds[place] if bounds else None

        return replace(
            column,
            name=f"{stem}_{ending}",
            type=Type.DATE,
            value=value,
            since=SINCE_DAYS,
            description=f"The {which} day that “{column.name}” may mean. {described}.",
        )

    return make_column("from", 0, "earliest"), make_column("to", 1, "latest")
