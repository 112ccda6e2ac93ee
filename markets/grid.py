"""Every market by every edition: the one place that says what a cell of the matrix is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from markets.changes import Change, change_against_the_one_before
from markets.models import KINDS, Absence, Edition, Evidence, Listing, Market, Recommendation
from markets.models.market import CANONICAL, members
from markets.models.standing import Standing
from markets.models.version import once_per_version
from markets.spells import Gap, Spell, Status, editions_off, gaps, spell_at, spells


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the listings that USTR stated we hold, for one edition and kind."""

    held: int
    stated: int | None

    @property
    def complete(self) -> bool:
        """An edition is complete for a kind when its public listings equal the count that USTR stated."""
        return self.stated is not None and self.held == self.stated

    def __str__(self) -> str:
        return (
            f"{self.held} of {self.stated}"
            if self.stated is not None
            else f"{self.held} of a number not stated"
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """One market in one edition."""

    year: int
    status: Status
    listing_id: int | None = None
    printed_name: str = ""
    recommendations: int = 0
    again: bool = False
    probable: bool = False
    absence: str = ""
    absence_source: str = ""

    @property
    def glyph(self) -> str:
        """The sign of the cell; a page always shows the word beside it."""
        if self.status is not Status.LISTED:
            return {
                Status.NOT_LISTED: "×",
                Status.NOT_ESTABLISHED: "▒",
                Status.OUT_OF_SCOPE: "–",
                Status.NO_EDITION: "",
            }[self.status]
        if self.probable:
            return "□"
        return ("◆" if self.again else "■") + ("•" if self.recommendations else "")

    @property
    def words(self) -> str:
        """The same in words."""
        if self.status is not Status.LISTED:
            return {
                Status.NOT_LISTED: "not listed",
                Status.NOT_ESTABLISHED: "not established",
                Status.OUT_OF_SCOPE: "out of scope",
                Status.NO_EDITION: "no such edition",
            }[self.status]
        word = "probably listed" if self.probable else "listed again" if self.again else "listed"
        return f"{word}, with recommendations" if self.recommendations else word


@dataclass(frozen=True)
class Row:
    """One market across all public editions; `years` in order."""

    market: Market
    years: tuple[int, ...]
    cells: Mapping[int, Cell]

    @cached_property
    def statuses(self) -> dict[int, Status]:
        return {year: cell.status for year, cell in self.cells.items()}

    @cached_property
    def spells(self) -> tuple[Spell, ...]:
        return spells(self.statuses, self.years)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        return gaps(self.statuses, self.years)

    @cached_property
    def listed_years(self) -> tuple[int, ...]:
        return tuple(year for year in self.years if self.statuses[year] is Status.LISTED)

    @property
    def longest(self) -> int:
        """The length of the longest spell, in editions."""
        return max((spell.editions for spell in self.spells), default=0)

    def cell(self, year: int) -> Cell:
        """The cell of any year, one without an edition included."""
        return self.cells.get(year, Cell(year, Status.NO_EDITION))

    def change(self, year: int) -> Change | None:
        return change_against_the_one_before(self.statuses, self.years, year)

    def spell_at(self, year: int) -> int:
        return spell_at(self.statuses, self.years, year)

    def editions_off(self, year: int) -> int | None:
        return editions_off(self.statuses, self.years, year)


@dataclass(frozen=True)
class Grid:
    """Rows for some markets and all public editions; five queries whatever their number."""

    editions: tuple[Edition, ...]
    coverage: Mapping[tuple[int, str], Coverage]
    rows: tuple[Row, ...] = field(default=())

    @cached_property
    def by_market(self) -> dict[int, Row]:
        return {row.market.pk: row for row in self.rows}

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(edition.year for edition in self.editions)


def coverage(editions: Iterable[Edition]) -> dict[tuple[int, str], Coverage]:
    """{(year, kind): how many of the stated listings we hold} in one query. A probable listing is not held."""
    held = _held()
    return {
        (edition.year, kind): Coverage(held[edition.year, kind], edition.stated(kind))
        for edition in editions
        for kind in edition.covers
    }


@once_per_version
def _held() -> Counter[tuple[int, str]]:
    """{(year, kind): public listings}: the one thing here that reads every row."""
    counted = (
        Listing.objects.public()
        .exclude(evidence=Evidence.PROBABLE)
        .values_list("edition__year", "kind")
        .annotate(held=Count("pk"))
        .order_by()
    )
    return Counter({(year, kind): count for year, kind, count in counted})


@once_per_version
def _frame() -> tuple[tuple[Edition, ...], Mapping[tuple[int, str], Coverage]]:
    """All public editions, and how much of each we hold: the same for every market."""
    editions = tuple(Edition.objects.public().order_by("year"))
    return editions, coverage(editions)


def years() -> tuple[int, ...]:
    """The years of all public editions, in order."""
    return tuple(edition.year for edition in _frame()[0])


def grid(markets: Iterable[Market] | None = None) -> Grid:
    """The grid of `markets` (all public ones unless given): what each edition says of each of them."""
    editions, held = _frame()
    chosen = list(Market.objects.public() if markets is None else markets)
    of = None if markets is None else _members(chosen)
    listed, absent, asked = _listings(of), _absences(of), _asked(of)
    order = tuple(edition.year for edition in editions)
    blank = {kind: [_blank(edition, kind, held) for edition in editions] for kind, _ in KINDS}
    rows = tuple(
        Row(market, order, _cells(market.pk, blank[market.kind], listed, absent, asked)) for market in chosen
    )
    return Grid(editions, held, rows)


def _members(markets: list[Market]) -> list[int]:
    return markets[0].members if len(markets) == 1 else members(market.pk for market in markets)


Key = tuple[int, int]


def _listed(of: Q) -> QuerySet[Listing, tuple[int, int, int, str, str]]:
    rows = Listing.objects.public().annotate(of=CANONICAL).filter(of).order_by()
    return rows.values_list("of", "edition__year", "pk", "printed_name", "evidence")


def _absent(of: Q) -> QuerySet[Absence, tuple[int, int, str, str]]:
    rows = Absence.objects.public().annotate(of=CANONICAL).filter(of).order_by()
    return rows.values_list("of", "edition__year", "text", "source")


def _counted(of: Q) -> QuerySet[Recommendation, tuple[int, int, int]]:
    rows = Recommendation.objects.public().asks().annotate(of=CANONICAL).filter(of).order_by()
    return rows.values_list("of", "edition__year").annotate(count=Count("pk"))


_LISTED = Standing(lambda members: _listed(Q(market__one_of=members)))
_ABSENT = Standing(lambda members: _absent(Q(market__one_of=members)))
_COUNTED = Standing(lambda members: _counted(Q(market__one_of=members)))


def _listings(of: list[int] | None) -> dict[Key, tuple[int, str, str]]:
    rows = _listed(Q()) if of is None else _LISTED(of)
    return {(market, year): (pk, name, evidence) for market, year, pk, name, evidence in rows}


def _absences(of: list[int] | None) -> dict[Key, tuple[str, str]]:
    rows = _absent(Q()) if of is None else _ABSENT(of)
    return {(market, year): (text, source) for market, year, text, source in rows}


def _asked(of: list[int] | None) -> dict[Key, int]:
    rows = _counted(Q()) if of is None else _COUNTED(of)
    return {(market, year): count for market, year, count in rows}


def _blank(edition: Edition, kind: str, held: Mapping[tuple[int, str], Coverage]) -> Cell:
    """What an edition says of a market of this kind of which it says nothing itself."""
    if kind not in edition.covers:
        return Cell(edition.year, Status.OUT_OF_SCOPE)
    complete = held[edition.year, kind].complete
    return Cell(edition.year, Status.NOT_LISTED if complete else Status.NOT_ESTABLISHED)


def _cells(
    market: int,
    blank: Iterable[Cell],
    listed: Mapping[Key, tuple[int, str, str]],
    absent: Mapping[Key, tuple[str, str]],
    asked: Mapping[Key, int],
) -> dict[int, Cell]:
    """The cells of one market, of which most are those that all markets of its kind share."""
    cells: dict[int, Cell] = {}
    off = False
    seen = False
    for cell in blank:
        year = cell.year
        key = (market, year)
        if key in listed:
            pk, name, evidence = listed[key]
            cell = Cell(
                year,
                Status.LISTED,
                listing_id=pk,
                printed_name=name,
                recommendations=asked.get(key, 0),
                again=seen and off,
                probable=evidence == Evidence.PROBABLE,
            )
            seen, off = True, False
        elif cell.status is not Status.OUT_OF_SCOPE:
            if key in absent:
                text, source = absent[key]
                cell = Cell(year, Status.NOT_LISTED, absence=text, absence_source=source)
            if key in asked:
                cell = replace(cell, recommendations=asked[key])
            # Where it is not established it may have been listed: a return is then not established either.
            off = cell.status is Status.NOT_LISTED
        cells[year] = cell
    return cells
