"""What an address of a file asks for."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markets.tables.columns import Row, Table
from markets.tables.scope import Scope
from markets.tables.writer import Profile
from notorious.tables.marks import Marks

Rows = Callable[[Scope], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that is asked for: `rows` of `table` in a format. `key` tells it from all other files.

    `marks`: what all its rows bear and no others of the table, in whose order they stand: such a file may have been
    written ahead, or be cut from one that was. None where marks do not tell the rows. `counted`: how many rows there
    are, where that is known without them.
    """

    table: Table
    rows: Rows
    extension: str
    profile: Profile
    key: str
    absences: bool = False
    name: str = ""
    marks: Marks | None = None
    counted: Callable[[], int] | None = None

    def file_name(self, changed_at: datetime.datetime, past: datetime.date | None = None) -> str:
        """`notorious-timeline-2026-03-14-excel.csv`: dated by the last change of the data, or by the past day."""
        mark = f"-{self.profile}" if self.extension == "csv" else ""
        return (
            f"notorious-{self.name or self.table.name}-{past or changed_at:%Y-%m-%d}{mark}.{self.extension}"
        )
