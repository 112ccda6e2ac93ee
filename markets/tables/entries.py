"""A row of the matrix with what its listings say of the market: what lists are filtered by."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from markets.cells import ListingHistory
from markets.grid import Grid, build_grid
from markets.models import PUBLIC, Listing, Market, MarketAlias
from markets.models.market import CANONICAL
from markets.models.version import once_per_revision
from markets.runs import Status


def simplify_name(text: str) -> str:
    """Without case, accents, dots and brackets, so that `tao bao` and `thepiratebay` find what they mean."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in split if character.isalnum())


@dataclass
class _Seen:
    """What the listings of one market say; basis-bound values only where their own basis is public."""

    countries: set[str] = field(default_factory=set)
    categories: set[str] = field(default_factory=set)
    harms: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class MarketEntry:
    """One market: its row, and the values of all its public listings."""

    row: ListingHistory
    countries: frozenset[str]
    categories: frozenset[str]
    harms: frozenset[str]
    names: frozenset[str]

    @property
    def market(self) -> Market:
        return self.row.market

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every name and domain, as `plain` has them."""
        return tuple(simplify_name(name) for name in (self.market.name, *sorted(self.names)))

    @property
    def total(self) -> int:
        """In how many editions it is known to be listed."""
        return len(self.row.listed_years)

    @property
    def first(self) -> int:
        """The first edition known to list it; after all others where there is none."""
        return self.row.listed_years[0] if self.row.listed_years else 9999

    @property
    def last(self) -> int:
        """The last edition known to list it; before all others where there is none."""
        return self.row.listed_years[-1] if self.row.listed_years else 0

    @property
    def changes(self) -> tuple[str, ...]:
        """`relisted` where it ever was, and `no_longer_listed` where its last run is known to have ended."""
        relisted = any(cell.again for cell in self.row.cells.values())
        gone = bool(self.row.runs) and self.row.runs[-1].ended
        return (*(["relisted"] if relisted else []), *(["no_longer_listed"] if gone else []))

    @property
    def latest(self) -> Status:
        """What the latest edition says of it."""
        return self.row.cell(self.row.years[-1]).status if self.row.years else Status.NO_EDITION


def list_entries(grid: Grid) -> tuple[MarketEntry, ...]:
    """Return an entry for each row of `grid`, in its order: two queries."""
    seen: defaultdict[int, _Seen] = defaultdict(_Seen)
    # Values, not instances: there may be thousands of listings, and the page has sixty milliseconds.
    listings = Listing.objects.public().annotate(of=CANONICAL).order_by()
    for of, name, category, harm, countries, country_basis, domains, domains_basis in listings.values_list(
        "of",
        "printed_name",
        "category",
        "harm",
        "country_codes",
        "country_basis",
        "domains_printed",
        "domains_basis",
    ):
        found = seen[of]
        found.names.add(name)
        if category:
            found.categories.add(category)
        if harm:
            found.harms.add(harm)
        if country_basis in PUBLIC:
            found.countries.update(countries)
        if domains_basis in PUBLIC:
            found.names.update(domains)
    aliases = MarketAlias.objects.public().order_by().annotate(of=CANONICAL)
    for of, name in aliases.values_list("of", "name"):
        seen[of].names.add(name)
    return tuple(_entry(row, seen[row.market.pk]) for row in grid.rows)


@once_per_revision
def read_entries() -> tuple[MarketEntry, ...]:
    """Return one for each public market, in the order of the grid."""
    return list_entries(build_grid())


@once_per_revision
def read_never_listed() -> tuple[MarketEntry, ...]:
    """Return one for each market that was nominated or is on the EU's list, and of which no listing is known."""
    return list_entries(build_grid(Market.objects.never_listed()))


def _entry(row: ListingHistory, seen: _Seen) -> MarketEntry:
    return MarketEntry(
        row,
        frozenset(seen.countries),
        frozenset(seen.categories),
        frozenset(seen.harms),
        frozenset(seen.names),
    )


def by_kind(found: Sequence[MarketEntry]) -> dict[str, list[MarketEntry]]:
    """{kind: entries}, online first, kinds without an entry left out."""
    groups: dict[str, list[MarketEntry]] = {"online": [], "physical": []}
    for entry in found:
        groups[entry.market.kind].append(entry)
    return {kind: group for kind, group in groups.items() if group}
