"""A row of the matrix with what its listings say of the market: what lists are filtered by."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from markets.cells import ListingHistory
from markets.consistent_read import once_per_revision
from markets.grid import Grid, build_grid
from markets.models import Market, MarketAlias
from markets.models.market import CANONICAL
from markets.public_listings import PublicListing, read_public_listings
from markets.runs import Status
from markets.text.keys import name_key


@dataclass(frozen=True)
class MarketEntry:
    """One market: its row, its public listings, and its other names."""

    row: ListingHistory
    listings: Sequence[PublicListing]
    aliases: Sequence[str] = ()

    @property
    def market(self) -> Market:
        return self.row.market

    @cached_property
    def countries(self) -> frozenset[str]:
        return frozenset(code for each in self.listings for code in each.countries)

    @cached_property
    def categories(self) -> frozenset[str]:
        return frozenset(each.category for each in self.listings if each.category)

    @cached_property
    def harms(self) -> frozenset[str]:
        return frozenset(each.harm for each in self.listings if each.harm)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every name and domain, as `name_key` has them."""
        names = {name for each in self.listings for name in (each.printed_name, *each.domains)}
        return tuple(name_key(name) for name in (self.market.name, *sorted({*names, *self.aliases})))

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

    @cached_property
    def changes(self) -> tuple[str, ...]:
        """`relisted` where it ever was, and `no_longer_listed` where its last run is known to have ended."""
        cells, years, listed = self.row.cells, self.row.years, self.row.listed_years
        relisted = any(cells[year].again for year in listed[1:])
        following = years[years.index(listed[-1]) + 1 :][:1] if listed else ()
        gone = any(cells[year].status is Status.NOT_LISTED for year in following)
        return (*(["relisted"] if relisted else []), *(["no_longer_listed"] if gone else []))

    @property
    def latest(self) -> Status:
        """What the latest edition says of it."""
        return self.row.cell(self.row.years[-1]).status if self.row.years else Status.NO_EDITION


def list_entries(grid: Grid) -> tuple[MarketEntry, ...]:
    """Return an entry for each row of `grid`, in its order: two queries at most."""
    listings: defaultdict[int, list[PublicListing]] = defaultdict(list)
    for each in read_public_listings():
        listings[each.market_id].append(each)
    aliases: defaultdict[int, list[str]] = defaultdict(list)
    for of, name in MarketAlias.objects.public().order_by().values_list(CANONICAL, "name"):
        aliases[of].append(name)
    return tuple(
        MarketEntry(row, listings[row.market.pk], aliases.get(row.market.pk, ())) for row in grid.rows
    )


@once_per_revision
def read_entries() -> tuple[MarketEntry, ...]:
    """Return one for each public market, in the order of the grid."""
    return list_entries(build_grid())


@once_per_revision
def read_never_listed() -> tuple[MarketEntry, ...]:
    """Return one for each market of which no listing is known, but something else."""
    return list_entries(build_grid(Market.objects.never_listed()))


def by_kind(found: Sequence[MarketEntry]) -> dict[str, list[MarketEntry]]:
    """{kind: entries}, online first, kinds without an entry left out."""
    groups: dict[str, list[MarketEntry]] = {"online": [], "physical": []}
    for entry in found:
        groups[entry.market.kind].append(entry)
    return {kind: group for kind, group in groups.items() if group}
