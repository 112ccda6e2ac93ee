"""Which rows of a table are asked for, and of which version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from markets.models.version import PAST


@dataclass(frozen=True, slots=True)
class Scope:
    """`label` is that of the last publication, `version` what a citation names: the two differ where the data
    have changed since the label's package was kept (`2026.1+57`). `revision` moves with every change of public data.

    `absences` adds the cells in which a market is not listed. `markets` and `years`, where given, leave out
    all other markets (their slugs) and editions. `first` and `few` are hints of who wants some rows alone: rows
    before that market, or that id, need not be given, and so many at a time are enough.
    """

    label: str
    version: str
    revision: int
    changed_at: datetime
    absences: bool = False
    markets: tuple[str, ...] | None = None
    years: tuple[int, ...] | None = None
    first: str = ""
    few: int = 0

    def holds(self, market: str, year: int | None = None) -> bool:
        """Whether a row about this market, and this edition, is asked for."""
        return (self.markets is None or market in self.markets) and (year is None or self.holds_year(year))

    def holds_year(self, year: int) -> bool:
        """Whether a row about this edition is asked for."""
        return self.years is None or year in self.years


def permalink(path: str) -> str:
    """The whole address of a page; of the past, as it was that day."""
    day = PAST.get()
    return f"{settings.SITE_URL}{path}?as_of={day}" if day else f"{settings.SITE_URL}{path}"
