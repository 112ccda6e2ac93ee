"""What listings can be counted by: country, category, harm."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Count, Expression, F, Q, QuerySet
from django.utils.text import slugify

from markets.distinct import EACH_COUNTRY, market_counts
from markets.models import PUBLIC, Evidence, Listing
from markets.models.market import CANONICAL
from markets.models.version import once_per_version


@dataclass(frozen=True, slots=True)
class Rollup:
    """`name` is the filter's; `word` and `plural` stand on the page; `ours`: our coding, not USTR's words.

    `columns` of a listing decide which values it has, as `in_listing` reads them; `has_any` and `each_value` say
    the same to PostgreSQL, the latter with a row for each value. `lookup` finds the listings that have one.
    """

    name: str
    word: str
    plural: str
    ours: bool
    columns: tuple[str, ...]
    in_listing: Callable[[Listing], Collection[str]]
    has_any: Q
    each_value: Expression | F
    lookup: Callable[[str], Q]

    def slug(self, value: str) -> str:
        return value.lower() if self.name == "country" else slugify(value)

    def address(self, value: str) -> str:
        return f"/{self.plural}/{self.slug(value)}/"

    def markets_with(self, value: str) -> QuerySet[Listing, int]:
        """The keys of the markets of which a public listing has the value."""
        return (
            Listing.objects.public().filter(self.lookup(value)).order_by().values_list(CANONICAL, flat=True)
        )


ROLLUPS = {
    "countries": Rollup(
        "country", "country", "countries", False, ("country_codes", "country_basis"),
        lambda listing: listing.countries, Q(country_basis__in=PUBLIC),
        EACH_COUNTRY,
        lambda value: Q(country_basis__in=PUBLIC, country_codes__contains=[value]),
    ),
    "categories": Rollup(
        "category", "category", "categories", True, ("category",),
        lambda listing: [listing.category] if listing.category else [], ~Q(category=""), F("category"),
        lambda value: Q(category=value),
    ),
    "harms": Rollup(
        "harm", "harm", "harms", True, ("harm",),
        lambda listing: [listing.harm] if listing.harm else [], ~Q(harm=""), F("harm"),
        lambda value: Q(harm=value),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """So many public listings of an edition and kind have these values. `held`: they are more than probable."""

    year: int
    kind: str
    held: bool
    values: tuple[str, ...]
    listings: int


def tallies(rollup: Rollup) -> tuple[Tally, ...]:
    """Every public listing is counted in one of these: one query, put once for each version."""
    return _TALLIES[rollup.plural]()


def values(listings: Iterable[Tally]) -> list[str]:
    """The values that these listings have, in order."""
    return sorted({value for tally in listings for value in tally.values})


def counts(rollup: Rollup) -> dict[str, Counter[int]]:
    """{value: {year: public listings}}."""
    found: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for tally in tallies(rollup):
        for value in tally.values:
            found[value][tally.year] += tally.listings
    return dict(found)


def countries_by_year() -> dict[int, set[str]]:
    """{year: ISO codes of its public listings}, as far as their own basis is public."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for tally in tallies(ROLLUPS["countries"]):
        found[tally.year].update(tally.values)
    return dict(found)


def markets_by_value(rollup: Rollup) -> dict[str, int]:
    """{value: markets of which a public listing has it}: one query, put once for each version."""
    return _MARKETS[rollup.plural]()


def _tallied(rollup: Rollup) -> tuple[Tally, ...]:
    read = (
        Listing.objects.public().order_by().values_list("edition__year", "kind", "evidence", *rollup.columns)
    )
    return tuple(
        Tally(
            year,
            kind,
            evidence != Evidence.UNCONFIRMED,
            tuple(rollup.in_listing(Listing(**dict(zip(rollup.columns, columns, strict=True))))),
            listings,
        )
        for year, kind, evidence, *columns, listings in read.annotate(listings=Count("pk"))
    )


def _counted(rollup: Rollup) -> dict[str, int]:
    return market_counts(Listing.objects.public().filter(rollup.has_any), rollup.each_value)


def _once(work: Callable[[Rollup], Any]) -> dict[str, Callable[[], Any]]:
    return {name: once_per_version(partial(work, rollup)) for name, rollup in ROLLUPS.items()}


_TALLIES, _MARKETS = _once(_tallied), _once(_counted)
