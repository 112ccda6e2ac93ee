"""What the editions say of a market: a cell for each of them, and what follows from all of its cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import cached_property

from markets.changes import Change, compute_change_from_previous
from markets.models import Market
from markets.runs import (
    Run,
    Status,
    count_editions_absent,
    count_run_at,
    find_runs,
)

STATUS_MARKS = {
    Status.NOT_LISTED: "×",
    Status.UNKNOWN: "",
    Status.OUT_OF_SCOPE: "–",
    Status.NO_EDITION: "",
}
CELL_CLASSES = {
    Status.NOT_LISTED: "x",
    Status.UNKNOWN: "u",
    Status.OUT_OF_SCOPE: "o",
    Status.NO_EDITION: "e",
}
"""The classes in static/components.css of cells without a listing."""


class Cell(NamedTuple):
    """One market in one edition."""

    year: int
    status: Status
    listing_id: int | None = None
    printed_name: str = ""
    recommendations: int = 0
    again: bool = False
    absence: str = ""
    absence_source: str = ""
    closed: bool = False

    @property
    def mark(self) -> str:
        """The sign in a filled cell, for those who do not see its color; the word is always beside it."""
        if self.status is not Status.LISTED:
            return STATUS_MARKS[self.status]
        return ("◆" if self.again else "") + ("•" if self.recommendations else "")

    @property
    def css(self) -> str:
        """The class of the cell in the stylesheet."""
        if self.status is Status.LISTED:
            return "r" if self.again else "l"
        return CELL_CLASSES[self.status]

    @property
    def words(self) -> str:
        """The same in words."""
        if self.status is not Status.LISTED:
            return self.status.label + (", closed" if self.closed else "")
        word = "relisted" if self.again else "listed"
        return f"{word}, with recommendations" if self.recommendations else word


@dataclass(frozen=True)
class ListingHistory:
    """One market across all public editions; `years` in order."""

    market: Market
    years: tuple[int, ...]
    cells: Mapping[int, Cell]

    @cached_property
    def statuses(self) -> dict[int, Status]:
        return {year: cell.status for year, cell in self.cells.items()}

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        return find_runs(self.statuses, self.years)

    @cached_property
    def listed_years(self) -> tuple[int, ...]:
        return tuple([year for year, cell in self.cells.items() if cell.status is Status.LISTED])

    @cached_property
    def longest(self) -> int:
        """The length of the longest run, in editions."""
        return max((run.editions for run in self.runs), default=0)

    def cell(self, year: int) -> Cell:
        """Return the cell of any year, one without an edition included."""
        return self.cells.get(year, Cell(year, Status.NO_EDITION))

    def change(self, year: int) -> Change | None:
        return compute_change_from_previous(self.statuses, self.years, year)

    def run_at(self, year: int) -> int:
        return count_run_at(self.statuses, self.years, year)

    def editions_absent(self, year: int) -> int | None:
        return count_editions_absent(self.statuses, self.years, year)
