"""Two editions against each other: what each market does between them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.db.models.functions import Lower

from markets.alike import Alike, alike, alike_of, first_of, total
from markets.cells import Cell, Row
from markets.changes import CHANGE_WORDS, Change, change
from markets.distinct import EACH_COUNTRY, market_counts
from markets.grid import Grid, frame
from markets.models import KINDS, PUBLIC, Edition, Listing, Market
from markets.models.market import CANONICAL
from markets.models.version import once_per_version
from markets.tables.filters import BadFilter

SHOWN = 100  # markets of each kind that do the same: of more the first by name are shown


@dataclass(frozen=True)
class Compared:
    """One market between the two editions. `successor` or `predecessor`: carried on under another name."""

    row: Row
    change: Change
    was: Cell
    now: Cell
    off: int | None = None
    predecessor: Market | None = None
    successor: Market | None = None

    @property
    def market(self) -> Market:
        return self.row.market

    @property
    def renamed(self) -> bool:
        """Whether the two editions print different names for it."""
        return bool(
            self.was.printed_name and self.now.printed_name and self.was.printed_name != self.now.printed_name
        )


@dataclass(frozen=True, slots=True)
class ComparisonFilter:
    """The state of the page, as its address has it; an empty value leaves nothing out.

    `country`: where either edition's entry is about it.
    """

    kind: str = ""
    country: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> ComparisonFilter:
        """The filter that an address states; raises BadFilter with a sentence. Other parameters are let be."""
        kind, country = query.get("kind", ""), query.get("country", "").strip().upper()
        if kind and kind not in dict(KINDS):
            raise BadFilter("The value of kind has to be one of: online, physical.")
        if country and not re.fullmatch("[A-Z]{2}", country):
            raise BadFilter("A country is given by its two letters, such as CN.")
        return cls(kind, country)

    def query_string(self) -> str:
        stated = {"kind": self.kind, "country": self.country}
        return urlencode({name: value for name, value in stated.items() if value})


NO_FILTER = ComparisonFilter()


@dataclass(frozen=True, slots=True)
class Group:
    """The first by name of the markets that do the same between the two editions, and how many of each kind do."""

    change: Change
    markets: tuple[Compared, ...]
    words: str
    online: int
    physical: int

    @property
    def count(self) -> int:
        return self.online + self.physical


@dataclass(frozen=True, slots=True)
class Comparison:
    """`groups` in the order of the pages; empty groups are left out."""

    earlier: Edition
    later: Edition
    groups: tuple[Group, ...]


def compare(
    editions: Grid, earlier: Edition, later: Edition, chosen: ComparisonFilter = NO_FILTER
) -> Comparison:
    """What the markets that pass do between two of all public `editions`, which may be without rows."""
    about = about_country(chosen.country, (earlier.year, later.year)) if chosen.country else None
    found: defaultdict[Change, dict[str, list[Alike]]] = defaultdict(lambda: {kind: [] for kind, _ in KINDS})
    for each in alike() if about is None else alike_of(editions, about):
        step = change(each.course.statuses, editions.years, earlier.year, later.year)
        if step and chosen.kind in ("", each.kind):
            found[step][each.kind].append(each)
    named = {
        step: [key for each in kinds.values() for key in first_of(each, SHOWN)]
        for step, kinds in found.items()
    }
    pairs = carried_on()
    keys = frozenset(chain.from_iterable(named.values()))
    near = {end for pair in pairs if keys.intersection(pair) for end in pair} - keys
    compared = _compared(editions, earlier, later, keys.union(_passing(near, chosen, about)))
    compared = _succeeded(compared, pairs)
    words = {**CHANGE_WORDS, Change.NEW: f"new since {earlier.year}"}
    groups = (
        Group(
            step,
            tuple(compared[key] for key in named[step]),
            words[step],
            total(found[step]["online"]),
            total(found[step]["physical"]),
        )
        for step in Change
        if step in named
    )
    return Comparison(earlier, later, tuple(groups))


def how_many(pair: tuple[int, int], chosen: ComparisonFilter = NO_FILTER) -> int:
    """How many markets one of two editions lists, of those that pass: what the groups of `compare` come to."""
    editions = frame()
    of = alike_of(editions, about_country(chosen.country, pair)) if chosen.country else alike()
    return total(
        each
        for each in of
        if chosen.kind in ("", each.kind) and change(each.course.statuses, editions.years, *pair)
    )


def about_country(country: str, years: Collection[int]) -> QuerySet[Listing, int]:
    """The keys of the markets of which an entry in one of these editions is about the country."""
    return (
        _about_any(years)
        .filter(country_codes__contains=[country])
        .order_by()
        .values_list(CANONICAL, flat=True)
    )


def countries(years: Collection[int]) -> dict[str, int]:
    """{ISO code: markets of which an entry in one of these editions is about it}: one query."""
    return market_counts(_about_any(years), EACH_COUNTRY)


def _about_any(years: Collection[int]) -> QuerySet[Listing]:
    return Listing.objects.public().filter(country_basis__in=PUBLIC, edition__year__in=years)


def _passing(
    keys: Collection[int], chosen: ComparisonFilter, about: QuerySet[Listing, int] | None
) -> Iterable[int]:
    """Those of these markets that pass."""
    if not keys:
        return ()
    passing = Market.objects.filter(pk__in=keys)
    if chosen.kind:
        passing = passing.filter(kind=chosen.kind)
    if about is not None:
        passing = passing.filter(pk__in=about)
    return passing.values_list("pk", flat=True)


@once_per_version
def carried_on() -> tuple[tuple[int, int], ...]:
    """(market, market that it carries on under another name), as curators entered them one by one."""
    known = Market.objects.exclude(succeeds=None).order_by(Lower("name"), "slug")
    return tuple((market.pk, market.succeeds_id) for market in known.only("succeeds") if market.succeeds_id)


def _compared(editions: Grid, earlier: Edition, later: Edition, keys: Iterable[int]) -> dict[int, Compared]:
    """{market: what it does}, of those that one of the two editions lists."""
    found = {}
    for key, row in editions.of(keys).by_market.items():
        step = change(row.statuses, editions.years, earlier.year, later.year)
        if step is not None:
            off = row.editions_absent(later.year) if step is Change.RELISTED else None
            found[key] = Compared(row, step, row.cell(earlier.year), row.cell(later.year), off)
    return found


def _succeeded(found: dict[int, Compared], pairs: Iterable[tuple[int, int]]) -> dict[int, Compared]:
    """A market that carries on another of the earlier edition is not new, nor is the other simply gone."""
    changed = dict(found)
    for key, of in pairs:
        each, before = found.get(key), found.get(of)
        if each is None or before is None:
            continue
        if before.change is Change.NO_LONGER_LISTED and each.change is not Change.CONTINUED:
            changed[key] = replace(each, predecessor=before.market)
            changed[of] = replace(before, successor=each.market)
    return changed
