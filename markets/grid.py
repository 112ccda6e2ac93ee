"""Every market by every edition: the one place that says what a cell of the matrix is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TypeVar

from markets.cells import Cell, ListingHistory
from markets.changes import Change
from markets.consistent_read import once_per_revision
from markets.models import KINDS, Absence, Edition, HistoryStatement, Market, Recommendation
from markets.models.market import CANONICAL
from markets.public_listings import read_public_listings
from markets.runs import Status

T = TypeVar("T")
Fact = tuple[int, int, T]
"""A market of its own, the year of an edition, and what is known."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the listings that USTR stated we hold, for one edition and kind."""

    identified: int
    stated: int | None
    whole: bool = False

    @property
    def complete(self) -> bool:
        """A source prints the whole list (`whole`), and its entries are as many as USTR stated."""
        return self.whole and self.identified == self.stated

    @property
    def exceeds(self) -> bool:
        """More than USTR stated: sources name markets, and one entry that USTR counts can name several."""
        return self.stated is not None and self.identified > self.stated

    def __str__(self) -> str:
        if self.stated is None:
            return f"{self.identified} (USTR gave no total)"
        return (
            f"{self.identified} ({self.stated} stated)"
            if self.exceeds
            else f"{self.identified} of {self.stated}"
        )


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

    def group_by_change(self, year: int) -> dict[Change, tuple[ListingHistory, ...]]:
        """{what the edition does: its markets}, online ones first."""
        found: dict[Change, list[ListingHistory]] = {change: [] for change in Change}
        for row in sorted(self.rows, key=lambda row: row.market.kind):
            if change := row.change(year):
                found[change].append(row)
        return {change: tuple(rows) for change, rows in found.items()}

    def is_complete(self, edition: Edition) -> bool:
        """Return whether we hold every listing of every kind that the edition covers."""
        return all(self.coverage[edition.year, kind].complete for kind in edition.covers)


def build_grid(markets: Iterable[Market] | None = None) -> Grid:
    """Return what each edition says of each of `markets`, in their order; all public ones unless given."""
    whole = _build_whole_grid()
    if markets is None:
        return whole
    facts = _read_facts()
    rows = (whole.by_market.get(market.pk) or facts.make_row(market) for market in markets)
    return replace(whole, rows=tuple(rows))


@once_per_revision
def _build_whole_grid() -> Grid:
    """Return the grid of the public markets."""
    facts = _read_facts()
    rows = tuple(facts.make_row(market) for market in Market.objects.public())
    return Grid(facts.editions, facts.coverage, rows)


@dataclass(frozen=True)
class GridFacts:
    """What is known of the cells of all markets. `blank`: those of a market of a kind without facts of its own."""

    editions: tuple[Edition, ...]
    coverage: Mapping[tuple[int, str], Coverage]
    blank: Mapping[str, Mapping[int, Cell]]
    listed: Mapping[int, Mapping[int, Cell]]
    absent: Mapping[int, Mapping[int, tuple[str, str]]]
    asked: Mapping[int, Mapping[int, int]]

    @cached_property
    def years(self) -> tuple[int, ...]:
        return tuple(edition.year for edition in self.editions)

    def make_row(self, market: Market) -> ListingHistory:
        return ListingHistory(market, self.years, self._make_cells(market))

    def _make_cells(self, market: Market) -> Mapping[int, Cell]:
        """Return the cells of one market, of which most are those that all markets of its kind share."""
        key, blank = market.pk, self.blank[market.kind]
        listed, absent, asked = self.listed.get(key, {}), self.absent.get(key, {}), self.asked.get(key, {})
        closed = market.closed_on.year if market.closed_on else None
        cells = {**blank, **listed}
        special = {*absent, *asked} if closed is None else self.years
        for year in special:
            cell = cells[year]
            if cell.status is Status.LISTED:
                cells[year] = cell._replace(recommendations=asked.get(year, 0))
            elif cell.status is not Status.OUT_OF_SCOPE:
                if year in absent:
                    text, source = absent[year]
                    cell = Cell(year, Status.NOT_LISTED, absence=text, absence_source=source)
                is_closed = closed is not None and year >= closed
                cells[year] = cell._replace(recommendations=asked.get(year, 0), closed=is_closed)
        if len(listed) > 1:
            mark_relisted(cells)
        return cells


def mark_relisted(cells: dict[int, Cell]) -> None:
    """Mark the listings that follow a known absence after an earlier listing.

    After an edition of which it is unknown, a return is unknown too.
    """
    seen = off = False
    for year, cell in cells.items():
        if cell.status is Status.LISTED:
            if seen and off:
                cells[year] = cell._replace(again=True)
            seen, off = True, False
        elif cell.status is not Status.OUT_OF_SCOPE:
            off = cell.status is Status.NOT_LISTED


@once_per_revision
def _read_facts() -> GridFacts:
    """Five queries, however many markets there are."""
    editions = tuple(Edition.objects.public().order_by("year"))
    coverage = count_coverage(editions)
    blank = {
        kind: {edition.year: _make_blank(edition, kind, coverage) for edition in editions}
        for kind, _ in KINDS
    }
    years = [edition.year for edition in editions]
    absent = chain(_read_history_statements(years), _read_absences())
    return GridFacts(
        editions,
        coverage,
        blank,
        _by_market(_read_listings()),
        _by_market(absent),
        _by_market(_count_recommendations()),
    )


def _by_market(facts: Iterable[Fact[T]]) -> dict[int, dict[int, T]]:
    """{market: {year: fact}}. Of several facts the last one counts."""
    found: defaultdict[int, dict[int, T]] = defaultdict(dict)
    for market, year, fact in facts:
        found[market][year] = fact
    return dict(found)


def count_coverage(editions: Sequence[Edition]) -> dict[tuple[int, str], Coverage]:
    """{(year, kind): how many of the stated entries we hold}: one query at most.

    Several markets of one printed entry count once; an entry that USTR counts as two counts twice.
    """
    identified: Counter[tuple[int, str]] = Counter()
    entries: dict[tuple[int, str, str], int] = {}
    for each in read_public_listings():
        if each.entry:
            entries[each.year, each.kind, each.entry] = each.counts_as
        else:
            identified[each.year, each.kind] += each.counts_as
    for (year, kind, _), counts_as in entries.items():
        identified[year, kind] += counts_as
    return {
        (edition.year, kind): Coverage(
            identified[edition.year, kind], edition.stated(kind), edition.is_complete(kind)
        )
        for edition in editions
        for kind in edition.covers
    }


def _read_listings() -> Iterator[Fact[Cell]]:
    for each in read_public_listings():
        yield each.market_id, each.year, Cell(each.year, Status.LISTED, each.pk, each.printed_name)


def _read_absences() -> Iterator[Fact[tuple[str, str]]]:
    rows = Absence.objects.public().order_by().values_list(CANONICAL, "edition__year", "text", "source")
    for market, year, text, source in rows:
        yield market, year, (text, source)


def _read_history_statements(years: Sequence[int]) -> Iterator[Fact[tuple[str, str]]]:
    """Editions that a source says did not list a market: those before a first, or just before a new one."""
    rows = HistoryStatement.objects.public().order_by("edition__year").annotate(of=CANONICAL)
    for market, year, says, source in rows.values_list("of", "edition__year", "says", "source"):
        earlier = [each for each in years if each < year]
        if says == HistoryStatement.Says.FIRST_LISTED:
            text, of = f"First listed in {year}, as a source says.", earlier
        elif says == HistoryStatement.Says.NEW:
            text, of = f"New in {year}, as a source says.", earlier[-1:]
        else:
            continue
        yield from ((market, each, (text, source)) for each in of)


def _count_recommendations() -> Iterator[Fact[int]]:
    rows = (
        Recommendation.objects.public()
        .without_criticisms()
        .order_by()
        .values_list(CANONICAL, "edition__year")
    )
    for (market, year), count in Counter(rows).items():
        yield market, year, count


def _make_blank(edition: Edition, kind: str, coverage: Mapping[tuple[int, str], Coverage]) -> Cell:
    """Return what an edition says of a market of this kind of which it says nothing itself."""
    if kind not in edition.covers:
        return Cell(edition.year, Status.OUT_OF_SCOPE)
    complete = coverage[edition.year, kind].complete
    return Cell(edition.year, Status.NOT_LISTED if complete else Status.UNKNOWN)
