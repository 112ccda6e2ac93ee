"""Every market by every edition: the one place that says what a cell of the matrix is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from markets.cells import Cell, ListingHistory
from markets.models import KINDS, Absence, Edition, HistoryStatement, Listing, Market, Recommendation
from markets.models.market import CANONICAL
from markets.models.version import once_per_revision
from markets.runs import Status


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the listings that USTR stated we hold, for one edition and kind."""

    held: int
    stated: int | None
    whole: bool = False

    @property
    def complete(self) -> bool:
        """A source prints the whole list (`whole`), and its entries are as many as USTR stated."""
        return self.whole and self.held == self.stated

    @property
    def exceeds(self) -> bool:
        """More than USTR stated: sources name markets, and one entry that USTR counts can name several."""
        return self.stated is not None and self.held > self.stated

    def __str__(self) -> str:
        if self.stated is None:
            return f"{self.held} (USTR gave no total)"
        return f"{self.held} ({self.stated} stated)" if self.exceeds else f"{self.held} of {self.stated}"


@dataclass(frozen=True)
class Grid:
    """Rows of markets for all public editions. Nobody may change one: it is shared."""

    editions: tuple[Edition, ...]
    coverage: Mapping[tuple[int, str], Coverage]
    rows: tuple[ListingHistory, ...]

    @cached_property
    def by_market(self) -> dict[int, ListingHistory]:
        return {row.market.pk: row for row in self.rows}

    @cached_property
    def years(self) -> tuple[int, ...]:
        return tuple(edition.year for edition in self.editions)

    def is_complete(self, edition: Edition) -> bool:
        """Whether we hold every listing of every kind that the edition covers."""
        return all(self.coverage[edition.year, kind].complete for kind in edition.covers)


def build_grid(markets: Iterable[Market] | None = None) -> Grid:
    """What each edition says of each of `markets`, in their order; all public ones unless given."""
    whole, others = _build_whole_grid()
    if markets is None:
        return whole
    keys = [market.pk for market in markets]
    return replace(whole, rows=tuple(whole.by_market.get(key) or others[key] for key in keys))


@once_per_revision
def _build_whole_grid() -> tuple[Grid, dict[int, ListingHistory]]:
    """The grid of the public markets, and the rows of those that are not public: seven queries."""
    editions = tuple(Edition.objects.public().order_by("year"))
    years = tuple(edition.year for edition in editions)
    listed, asked = _read_listings(), _count_recommendations()
    absent = _read_history_statements(years) | _read_absences()
    coverage = count_coverage(editions)
    blank = {kind: [_make_blank(each, kind, coverage) for each in editions] for kind, _ in KINDS}
    public = set(Market.objects.public().order_by().values_list("pk", flat=True))
    rows = [
        ListingHistory(market, years, _make_cells(market, blank[market.kind], listed, absent, asked))
        for market in Market.objects.filter(merged_into__isnull=True)
    ]
    shown = tuple(row for row in rows if row.market.pk in public)
    return Grid(editions, coverage, shown), {
        row.market.pk: row for row in rows if row.market.pk not in public
    }


def count_coverage(editions: Sequence[Edition]) -> dict[tuple[int, str], Coverage]:
    """{(year, kind): how many of the stated entries we hold}: one query.

    Several markets of one printed entry count once; an entry that USTR counts as two counts twice.
    """
    listings = (
        Listing.objects.public().order_by().values_list("edition__year", "kind", "pk", "entry", "counts_as")
    )
    entries = {(year, kind, entry or pk): counts_as for year, kind, pk, entry, counts_as in listings}
    held: Counter[tuple[int, str]] = Counter()
    for (year, kind, _), counts_as in entries.items():
        held[year, kind] += counts_as
    return {
        (edition.year, kind): Coverage(
            held[edition.year, kind], edition.stated(kind), edition.is_complete(kind)
        )
        for edition in editions
        for kind in edition.covers
    }


Key = tuple[int, int]
"""A market of its own and the year of an edition."""


def _read_listings() -> dict[Key, tuple[int, str]]:
    rows = Listing.objects.public().order_by().values_list(CANONICAL, "edition__year", "pk", "printed_name")
    return {(market, year): (pk, name) for market, year, pk, name in rows}


def _read_absences() -> dict[Key, tuple[str, str]]:
    rows = Absence.objects.public().order_by().values_list(CANONICAL, "edition__year", "text", "source")
    return {(market, year): (text, source) for market, year, text, source in rows}


def _read_history_statements(years: Sequence[int]) -> dict[Key, tuple[str, str]]:
    """Editions that a source says did not list a market: those before a first, or just before a new one."""
    rows = HistoryStatement.objects.public().order_by("edition__year").annotate(of=CANONICAL)
    found: dict[Key, tuple[str, str]] = {}
    for market, year, says, source in rows.values_list("of", "edition__year", "says", "source"):
        earlier = [each for each in years if each < year]
        if says == HistoryStatement.Says.FIRST_LISTED:
            text, of = f"First listed in {year}, as a source says.", earlier
        elif says == HistoryStatement.Says.NEW:
            text, of = f"New in {year}, as a source says.", earlier[-1:]
        else:
            continue
        found |= {(market, each): (text, source) for each in of}
    return found


def _count_recommendations() -> Counter[Key]:
    rows = (
        Recommendation.objects.public()
        .without_criticisms()
        .order_by()
        .values_list(CANONICAL, "edition__year")
    )
    return Counter(rows)


def _make_blank(edition: Edition, kind: str, coverage: Mapping[tuple[int, str], Coverage]) -> Cell:
    """What an edition says of a market of this kind of which it says nothing itself."""
    if kind not in edition.covers:
        return Cell(edition.year, Status.OUT_OF_SCOPE)
    complete = coverage[edition.year, kind].complete
    return Cell(edition.year, Status.NOT_LISTED if complete else Status.UNKNOWN)


def _make_cells(
    market: Market,
    blank: Iterable[Cell],
    listed: Mapping[Key, tuple[int, str]],
    absent: Mapping[Key, tuple[str, str]],
    asked: Mapping[Key, int],
) -> dict[int, Cell]:
    """The cells of one market, of which most are those that all markets of its kind share."""
    cells: dict[int, Cell] = {}
    off = False
    seen = False
    for cell in blank:
        year = cell.year
        key = (market.pk, year)
        if key in listed:
            pk, name = listed[key]
            cell = Cell(
                year,
                Status.LISTED,
                listing_id=pk,
                printed_name=name,
                recommendations=asked.get(key, 0),
                again=seen and off,
            )
            seen, off = True, False
        elif cell.status is not Status.OUT_OF_SCOPE:
            if key in absent:
                text, source = absent[key]
                cell = Cell(year, Status.NOT_LISTED, absence=text, absence_source=source)
            if key in asked:
                cell = replace(cell, recommendations=asked[key])
            if market.closed_on and year >= market.closed_on.year:
                cell = replace(cell, closed=True)
            # Where it is unknown it may have been listed: a return is then unknown either.
            off = cell.status is Status.NOT_LISTED
        cells[year] = cell
    return cells
