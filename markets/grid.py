"""Every market by every edition: the one place that says what a cell of the matrix is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from markets.cells import Cell, Course, Row
from markets.models import KINDS, Absence, Edition, Evidence, Listing, Market, Recommendation
from markets.models.market import CANONICAL, members
from markets.models.standing import Standing
from markets.models.version import once_per_version
from markets.runs import Status


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

    def of(self, keys: Iterable[int]) -> Grid:
        """The same editions, with rows for the markets of these keys, each a market of its own: four queries."""
        both = _OF_KEYS(list(keys))
        own = [market for market in both if market.merged_into_id is None]
        return replace(self, rows=_rows(self, own, [market.pk for market in both]))

    def course(self, kind: str, listed: Iterable[int], absent: Iterable[int]) -> Course:
        """That of any market of this kind that the editions of the years `listed` list.

        `absent`: the years of the editions of which a source says that they do not.
        """
        of_it = {(0, year): (0, "", "") for year in listed}, {(0, year): ("", "") for year in absent}
        return Course(self.years, _cells(0, self.blank(kind), *of_it, {}))

    def blank(self, kind: str) -> list[Cell]:
        """What each edition says of a market of this kind of which it says nothing itself."""
        return [_blank(edition, kind, self.coverage) for edition in self.editions]


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
        .exclude(evidence=Evidence.UNCONFIRMED)
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


def frame() -> Grid:
    """A grid without rows: the editions, and how much of each we hold."""
    return Grid(*_frame())


def grid(markets: Iterable[Market] | None = None) -> Grid:
    """The grid of `markets` (all public ones unless given): what each edition says of each of them."""
    editions = frame()
    chosen = list(Market.objects.public() if markets is None else markets)
    return replace(editions, rows=_rows(editions, chosen, None if markets is None else _members(chosen)))


def _rows(editions: Grid, chosen: Iterable[Market], of: list[int] | None) -> tuple[Row, ...]:
    """`of`: the keys of what is chosen and of what was merged into it; None where all are chosen. Three queries."""
    listed, absent, asked = _listings(of), _absences(of), _asked(of)
    blank = {kind: editions.blank(kind) for kind, _ in KINDS}
    return tuple(
        Row(editions.years, _cells(market.pk, blank[market.kind], listed, absent, asked), market)
        for market in chosen
    )


def _members(markets: list[Market]) -> list[int]:
    return markets[0].members if len(markets) == 1 else members(market.pk for market in markets)


_OF_KEYS = Standing(
    lambda keys: Market.objects.filter(Q(pk__one_of=keys) | Q(merged_into__one_of=keys)).order_by(),
)


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
    return Cell(edition.year, Status.NOT_LISTED if complete else Status.UNKNOWN)


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
                probable=evidence == Evidence.UNCONFIRMED,
            )
            seen, off = True, False
        elif cell.status is not Status.OUT_OF_SCOPE:
            if key in absent:
                text, source = absent[key]
                cell = Cell(year, Status.NOT_LISTED, absence=text, absence_source=source)
            if key in asked:
                cell = replace(cell, recommendations=asked[key])
            # Where it is unknown it may have been listed: a return is then unknown either.
            off = cell.status is Status.NOT_LISTED
        cells[year] = cell
    return cells
