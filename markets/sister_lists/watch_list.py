"""The EU's Watch List beside USTR's List: what is known of a market on both, or on one."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from markets.cells import ListingHistory
from markets.grid import build_grid
from markets.models import Market, WatchListEntry


@dataclass(frozen=True)
class OnBothLists:
    """One market with its entries in the EU's editions. `row` is None where USTR never listed it, as far as known."""

    market: Market
    entries: tuple[WatchListEntry, ...]
    row: ListingHistory | None

    @cached_property
    def listed(self) -> tuple[WatchListEntry, ...]:
        return tuple(entry for entry in self.entries if entry.status == WatchListEntry.Status.LISTED)

    @property
    def first_eu(self) -> datetime.date | None:
        """The release day of the first EU edition that is known to list it."""
        return min((entry.edition.released_on for entry in self.listed), default=None)

    @cached_property
    def first_ustr_year(self) -> int | None:
        """The first edition of USTR's List that is known to list it."""
        return self.row.listed_years[0] if self.row and self.row.listed_years else None

    def months_apart(self, released: dict[int, datetime.date | None]) -> int | None:
        """Months between the first known listings: USTR's first where positive. No edition of the EU is complete."""
        ours = released.get(self.first_ustr_year) if self.first_ustr_year else None
        if ours is None or self.first_eu is None:
            return None
        return (self.first_eu.year - ours.year) * 12 + self.first_eu.month - ours.month


def find_entries_of(market: Market) -> list[WatchListEntry]:
    """Return what the EU's editions say of one market, oldest first."""
    entries = WatchListEntry.objects.public().filter(market__in=market.members)
    return list(entries.select_related("edition").prefetch_related("citations").order_by("edition__year"))


def compare_watch_list() -> list[OnBothLists]:
    """Return every market that an EU edition names, by name: three queries."""
    entries: defaultdict[int, list[WatchListEntry]] = defaultdict(list)
    markets: dict[int, Market] = {}
    rows = WatchListEntry.objects.public().select_related("edition", "market__merged_into")
    for entry in rows.order_by("edition__year"):
        if entry.market is None:
            continue
        market = entry.market.canonical
        markets[market.pk] = market
        entries[market.pk].append(entry)
    grid = build_grid()
    return [
        OnBothLists(market, tuple(entries[pk]), grid.by_market.get(pk))
        for pk, market in sorted(markets.items(), key=lambda pair: pair[1].name.lower())
    ]
