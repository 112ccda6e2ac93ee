"""Two editions against each other: what each market does between them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from markets.cells import Cell, ListingHistory
from markets.changes import Change, compute_change
from markets.countries import get_all_countries, get_country_name, read_country_code
from markets.grid import Grid
from markets.listing_values import read_listing_values
from markets.models import KINDS, Edition, Market
from markets.tables.filtering import FilterField, FilterForm


@dataclass(frozen=True)
class MarketChange:
    """One market between the two editions. `successor` or `predecessor`: carried on under another name."""

    row: ListingHistory
    change: Change
    was: Cell
    now: Cell
    off: int | None = None
    countries: tuple[str, ...] = ()
    predecessor: Market | None = None
    successor: Market | None = None

    @property
    def market(self) -> Market:
        return self.row.market

    @property
    def listed_later(self) -> int:
        """The first edition after both that lists it; 0 if none is known to."""
        return next((year for year in self.row.listed_years if year > self.now.year), 0)

    @property
    def renamed(self) -> bool:
        """Whether the two editions print different names for it."""
        return bool(
            self.was.printed_name and self.now.printed_name and self.was.printed_name != self.now.printed_name
        )


class ComparisonFilter(FilterForm):
    """The filter of a comparison. `country`: where either edition's entry is about it."""

    kind = FilterField("Kind", lambda each: {each.market.kind: each.market.kind}, dict(KINDS))
    country = FilterField(
        "Country",
        lambda each: {code: get_country_name(code) for code in each.countries},
        get_all_countries,
        transform=read_country_code,
    )


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The markets that do the same between the two editions, online ones first, each kind by name."""

    change: Change
    markets: tuple[MarketChange, ...]
    words: str

    @property
    def online(self) -> int:
        return sum(each.market.kind == "online" for each in self.markets)

    @property
    def physical(self) -> int:
        return len(self.markets) - self.online


@dataclass(frozen=True, slots=True)
class Comparison:
    """`groups` in the order of the pages; empty groups are left out."""

    earlier: Edition
    later: Edition
    groups: tuple[ChangeGroup, ...]


def compare_editions(grid: Grid, earlier: Edition, later: Edition, chosen: ComparisonFilter) -> Comparison:
    """Return what the markets that pass do between two editions; `grid` has all public markets."""
    changes = _link_successors(chosen.apply(find_changes(grid, earlier.year, later.year)))
    words = {**dict(Change.choices), Change.NEW: f"new since {earlier.year}"}
    groups = (
        ChangeGroup(step, tuple(each for each in changes if each.change is step), words[step])
        for step in Change
    )
    return Comparison(earlier, later, tuple(group for group in groups if group.markets))


def find_changes(grid: Grid, earlier: int, later: int) -> list[MarketChange]:
    """Return the markets that one of the two editions lists, online ones first."""
    countries = _countries_by_market((earlier, later))
    found = []
    for row in sorted(grid.rows, key=lambda row: row.market.kind):
        step = compute_change(row.statuses, grid.years, earlier, later)
        if step is not None:
            off = row.editions_absent(later) if step is Change.RELISTED else None
            about = tuple(sorted(countries[row.market.pk]))
            found.append(MarketChange(row, step, row.cell(earlier), row.cell(later), off, about))
    return found


def _countries_by_market(years: Collection[int]) -> defaultdict[int, set[str]]:
    """{market: ISO codes of the countries that its entries in these editions are about}"""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for each in read_listing_values():
        if each.year in years:
            found[each.market].update(each.countries)
    return found


def _link_successors(changes: Iterable[MarketChange]) -> list[MarketChange]:
    """Return a market that carries on another of the earlier edition is not new, nor is the other simply gone."""
    found = {each.market.pk: each for each in changes}
    for key, each in list(found.items()):
        before = found.get(each.market.succeeds_id or 0)
        if before is None:
            continue
        if before.change is Change.NO_LONGER_LISTED and each.change is not Change.CONTINUED:
            found[key] = replace(found[key], predecessor=before.market)
            found[before.market.pk] = replace(before, successor=each.market)
    return list(found.values())
