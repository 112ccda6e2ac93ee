"""Two editions against each other: what each market does between them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from markets.changes import CHANGE_WORDS, Change, change
from markets.grid import Cell, Grid, Row
from markets.models import KINDS, Edition, Market
from markets.tables.filters import BadFilter


@dataclass(frozen=True)
class Compared:
    """One market between the two editions. `successor` or `predecessor`: carried on under another name."""

    row: Row
    change: Change
    was: Cell
    now: Cell
    countries: frozenset[str]
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

    def passes(self, market: Market, countries: frozenset[str]) -> bool:
        """Whether a market passes whose entries in the two editions are about these countries."""
        return self.kind in ("", market.kind) and (not self.country or self.country in countries)

    def query_string(self) -> str:
        stated = {"kind": self.kind, "country": self.country}
        return urlencode({name: value for name, value in stated.items() if value})


NO_FILTER = ComparisonFilter()


@dataclass(frozen=True, slots=True)
class Group:
    """All markets that do the same between the two editions."""

    change: Change
    markets: tuple[Compared, ...]
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
    groups: tuple[Group, ...]


def compare(
    grid: Grid,
    earlier: Edition,
    later: Edition,
    countries: Mapping[tuple[int, int], frozenset[str]],
    chosen: ComparisonFilter = NO_FILTER,
) -> Comparison:
    """`countries`: {(market, year): ISO codes}."""
    found = [
        compared
        for compared in (_compared(grid, row, earlier, later, countries) for row in grid.rows)
        if compared and chosen.passes(compared.market, compared.countries)
    ]
    succeeded = _successions(found)
    ordered = sorted(
        (succeeded.get(each.market.pk, each) for each in found),
        key=lambda each: (each.market.kind, each.market.name.casefold()),
    )
    words = {**CHANGE_WORDS, Change.NEW: f"new since {earlier.year}"}
    groups = (
        Group(step, tuple(each for each in ordered if each.change is step), words[step]) for step in Change
    )
    return Comparison(earlier, later, tuple(group for group in groups if group.markets))


def _compared(
    grid: Grid,
    row: Row,
    earlier: Edition,
    later: Edition,
    countries: Mapping[tuple[int, int], frozenset[str]],
) -> Compared | None:
    step = change(row.statuses, grid.years, earlier.year, later.year)
    if step is None:
        return None
    both = countries.get((row.market.pk, earlier.year), frozenset()) | countries.get(
        (row.market.pk, later.year), frozenset()
    )
    off = row.editions_off(later.year) if step is Change.LISTED_AGAIN else None
    return Compared(row, step, row.cell(earlier.year), row.cell(later.year), both, off)


def _successions(found: Sequence[Compared]) -> dict[int, Compared]:
    """A market that carries on another of the earlier edition is not new, nor is the other simply gone."""
    by_market = {each.market.pk: each for each in found}
    changed: dict[int, Compared] = {}
    for each in found:
        before = by_market.get(each.market.succeeds_id or 0)
        if before is None or before.change is not Change.NOT_LISTED or each.change is Change.STILL_LISTED:
            continue
        changed[each.market.pk] = Compared(
            each.row, each.change, each.was, each.now, each.countries, each.off, predecessor=before.market
        )
        changed[before.market.pk] = Compared(
            before.row, before.change, before.was, before.now, before.countries, successor=each.market
        )
    return changed
