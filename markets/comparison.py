"""Two editions against each other: what each market does between them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from markets.cells import Cell, ListingHistory
from markets.changes import CHANGE_WORDS, Change, compute_change
from markets.grid import Grid
from markets.listing_values import ROLLUPS, find_markets, read_listing_values
from markets.models import KINDS, Edition, Market
from markets.tables.filters import BadFilter


@dataclass(frozen=True)
class MarketChange:
    """One market between the two editions. `successor` or `predecessor`: carried on under another name."""

    row: ListingHistory
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


NO_COMPARISON_FILTER = ComparisonFilter()


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


def compare_editions(
    grid: Grid, earlier: Edition, later: Edition, chosen: ComparisonFilter = NO_COMPARISON_FILTER
) -> Comparison:
    """What the markets that pass do between two editions; `grid` has all public markets."""
    changes = _link_successors(_find_changes(grid, earlier.year, later.year, chosen))
    words = {**CHANGE_WORDS, Change.NEW: f"new since {earlier.year}"}
    groups = (
        ChangeGroup(step, tuple(each for each in changes if each.change is step), words[step])
        for step in Change
    )
    return Comparison(earlier, later, tuple(group for group in groups if group.markets))


def count_countries(years: Collection[int]) -> dict[str, int]:
    """{ISO code: markets of which an entry in one of these editions is about it}."""
    return {code: len(markets) for code, markets in _find_markets_by_country(years).items()}


def _find_markets_by_country(years: Collection[int]) -> dict[str, set[int]]:
    listings = [each for each in read_listing_values() if each.year in years]
    return find_markets(ROLLUPS["countries"], listings)


def _find_changes(grid: Grid, earlier: int, later: int, chosen: ComparisonFilter) -> list[MarketChange]:
    """Those of the markets that pass and that one of the two editions lists, online ones first."""
    about = _find_markets_by_country((earlier, later)).get(chosen.country, set()) if chosen.country else None
    found = []
    for row in sorted(grid.rows, key=lambda row: row.market.kind):
        step = compute_change(row.statuses, grid.years, earlier, later)
        if step is None or chosen.kind not in ("", row.market.kind):
            continue
        if about is None or row.market.pk in about:
            off = row.editions_absent(later) if step is Change.RELISTED else None
            found.append(MarketChange(row, step, row.cell(earlier), row.cell(later), off))
    return found


def _link_successors(changes: Iterable[MarketChange]) -> list[MarketChange]:
    """A market that carries on another of the earlier edition is not new, nor is the other simply gone."""
    found = {each.market.pk: each for each in changes}
    for key, each in list(found.items()):
        before = found.get(each.market.succeeds_id or 0)
        if before is None:
            continue
        if before.change is Change.NO_LONGER_LISTED and each.change is not Change.CONTINUED:
            found[key] = replace(found[key], predecessor=before.market)
            found[before.market.pk] = replace(before, successor=each.market)
    return list(found.values())
