"""Of which markets an edition has something to tell."""

from collections.abc import Mapping
from dataclasses import dataclass

from markets.cells import ListingHistory
from markets.changes import Change
from markets.edition_summary import EditionSummary
from markets.grid import Grid
from markets.models import Edition

LONGEST_NAMED = 3  # markets named among the longest runs
RECENT_RETURN = 3  # editions: a return is mentioned while it is that recent

Rows = tuple[ListingHistory, ...]


@dataclass(frozen=True, slots=True)
class EditionNews:
    """The markets that each sentence about `edition` is about.

    `returned`: those that stay after a recent return. `asked`: those that USTR asks something of. `longest`: the
    longest on the List without a break, for each kind of which every listing of the edition is identified.
    """

    grid: Grid
    edition: Edition
    changed: Mapping[Change, Rows]
    returned: Rows
    asked: Rows
    longest: Mapping[str, Rows]


def find_news(grid: Grid, summary: EditionSummary) -> EditionNews:
    """Return what the edition of `summary` has to tell of all public markets, which `grid` has."""
    edition, year = summary.edition, summary.edition.year
    return EditionNews(
        grid,
        edition,
        summary.changed,
        tuple(row for row in summary.changed[Change.CONTINUED] if is_recent_return(row, year)),
        tuple(row for row in grid.rows if row.cell(year).recommendations),
        {
            kind: _find_longest(grid, kind, year)
            for kind in edition.covers
            if grid.coverage[year, kind].complete
        },
    )


def is_recent_return(row: ListingHistory, year: int) -> bool:
    """Return whether a market came back to the List not long before `year`, after an absence of known length."""
    length = row.run_at(year)
    return length <= RECENT_RETURN and bool(
        row.editions_absent(row.years[row.years.index(year) - length + 1])
    )


def _find_longest(grid: Grid, kind: str, year: int) -> Rows:
    rows = [row for row in grid.rows if row.market.kind == kind and row.run_at(year) > 2]
    return tuple(sorted(rows, key=lambda row: -row.run_at(year))[:LONGEST_NAMED])
