"""Of which markets an edition has something to tell: the first of them by name, and how many they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from django.db.models import Q
from django.db.models.functions import Lower

from markets.alike import Alike, first_of, total
from markets.changes import Change
from markets.grid import Grid
from markets.models import Edition, Listing, Market, Recommendation
from markets.models.market import CANONICAL

NAMED = 30  # markets: of more, a sentence names the first
LONGEST = 3  # markets named among the longest runs
RECENT_RETURN = 3  # editions: a return is told of while it is that young

KIND = attrgetter("kind")


@dataclass(frozen=True, slots=True)
class Some:
    """`count` markets, of which these are named, by their keys."""

    named: tuple[int, ...]
    count: int

    @property
    def others(self) -> int:
        """How many are not named."""
        return self.count - len(self.named)


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell of the markets of `edition`, to whoever has read the rows of `markets`.

    `young`: those that stay after a recent return; `asked`: those of which USTR asks something; `longest`: of each
    kind of which every listing of the edition is held, those that are longest on the List without a break.
    """

    editions: Grid
    edition: Edition
    changed: Mapping[Change, Some]
    young: Some
    asked: Some
    longest: Mapping[str, Some]

    @property
    def markets(self) -> frozenset[int]:
        """The keys of all markets that are named."""
        some = (*self.changed.values(), self.young, self.asked, *self.longest.values())
        return frozenset(chain.from_iterable(each.named for each in some))


def news(editions: Grid, edition: Edition, found: Sequence[Alike]) -> News:
    """`editions`: the grid of all public ones, without rows. `found`: all public markets. One query."""
    year = edition.year
    changed: dict[Change, list[Alike]] = {change: [] for change in Change}
    for each in found:
        if change := each.course.change(year):
            changed[change].append(each)
    return News(
        editions,
        edition,
        {change: _some(markets, KIND, NAMED) for change, markets in changed.items()},
        _some([each for each in changed[Change.CONTINUED] if young_return(each, year)], KIND, NAMED),
        _asked(edition),
        {
            kind: _some(
                [each for each in found if each.kind == kind and each.course.run_at(year) > 2],
                lambda each: -each.course.run_at(year),
                LONGEST,
            )
            for kind in edition.covers
            if editions.coverage[year, kind].complete
        },
    )


def young_return(each: Alike, year: int) -> bool:
    """Whether these markets came back to the List not long before `year`, after an absence of known length."""
    course, length = each.course, each.course.run_at(year)
    return length <= RECENT_RETURN and bool(
        course.editions_absent(course.years[course.years.index(year) - length + 1])
    )


def _some(found: list[Alike], order: Callable[[Alike], int | str], most: int) -> Some:
    return Some(tuple(first_of(found, most, order)), total(found))


def _asked(edition: Edition) -> Some:
    """By name alone. Nothing is asked in a cell that is out of scope."""
    asked = Recommendation.objects.public().asks().filter(edition=edition).order_by()
    listed = Listing.objects.public().filter(edition=edition).order_by()
    of = Market.objects.filter(pk__in=asked.values(of=CANONICAL))
    if len(edition.covers) < 2:
        of = of.filter(Q(kind__in=edition.covers) | Q(pk__in=listed.values(of=CANONICAL)))
    keys = list(of.order_by(Lower("name"), "slug").values_list("pk", flat=True))
    return Some(tuple(keys[:NAMED]), len(keys))
