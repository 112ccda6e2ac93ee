"""Which parties operate a market, and in which years."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from markets.tables.listings import find_canonical
from responses.models import Operation

NO_END = 9999


@dataclass(frozen=True, slots=True)
class OperatorYears:
    """A party, and the first and the last year in which it operates a market."""

    party: str
    name: str
    first: int
    last: int


@dataclass(frozen=True)
class Operators:
    """The operators of all markets, by the id of the market."""

    by_market: defaultdict[str, list[OperatorYears]] = field(default_factory=lambda: defaultdict(list))

    def find(self, market: str, year: int | None = None) -> dict[str, str]:
        """{id: name} of the parties that operate the market in a year, or in any."""
        found = self.by_market.get(market, ())
        return {each.party: each.name for each in found if year is None or each.first <= year <= each.last}


def read_operators() -> Operators:
    """Return all of them: one query."""
    found = Operators()
    for each in Operation.objects.select_related("party", "market__merged_into").order_by("party__slug"):
        years = (each.from_year or 0, each.to_year or NO_END)
        market = find_canonical(each.market).slug
        found.by_market[market].append(OperatorYears(each.party.slug, each.party.name, *years))
    return found
