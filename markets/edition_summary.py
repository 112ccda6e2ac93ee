"""One edition in figures: what USTR stated, what is identified, and what changed since the previous edition."""

from collections.abc import Mapping
from dataclasses import dataclass

from markets.cells import ListingHistory
from markets.changes import Change
from markets.grid import Coverage, Grid
from markets.models import Edition

Histories = tuple[ListingHistory, ...]


@dataclass(frozen=True, slots=True)
class EditionSummary:
    """`previous` is None for the first edition. `exact`: both editions are complete, so the counts of changes are."""

    edition: Edition
    previous: Edition | None
    coverage: Mapping[str, Coverage | None]
    changed: Mapping[Change, Histories]
    exact: bool

    @property
    def new(self) -> Histories:
        """First time listed, or not on the previous List."""
        return self.changed[Change.FIRST_LISTED] + self.changed[Change.NEW]

    @property
    def relisted(self) -> Histories:
        return self.changed[Change.RELISTED]

    @property
    def gone(self) -> Histories:
        return self.changed[Change.NO_LONGER_LISTED]

    @property
    def names_changes(self) -> bool:
        """Whether any change is known."""
        return bool(self.new or self.relisted or self.gone)

    def count(self, rows: Histories) -> str:
        """`4`, `at least 4`, or `unknown` where none is known and one of the editions is incomplete."""
        if self.exact:
            return str(len(rows))
        return f"at least {len(rows)}" if rows else "unknown"

    @property
    def new_count(self) -> str:
        return self.count(self.new)

    @property
    def relisted_count(self) -> str:
        return self.count(self.relisted)

    @property
    def gone_count(self) -> str:
        return self.count(self.gone)


def summarize_edition(grid: Grid, edition: Edition) -> EditionSummary:
    """Return the figures of one public edition."""
    at = grid.years.index(edition.year)
    previous = grid.editions[at - 1] if at else None
    return EditionSummary(
        edition,
        previous,
        {kind: grid.coverage.get((edition.year, kind)) for kind in ("online", "physical")},
        grid.group_by_change(edition.year),
        previous is not None and grid.is_complete(edition) and grid.is_complete(previous),
    )


def find_summary_with_changes(grid: Grid) -> EditionSummary:
    """Return the newest edition of which a change is known; the latest where there is none."""
    latest = summarize_edition(grid, grid.editions[-1])
    if latest.names_changes:
        return latest
    earlier = (summarize_edition(grid, edition) for edition in reversed(grid.editions[:-1]))
    return next((each for each in earlier if each.names_changes), latest)
