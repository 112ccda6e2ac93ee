"""Which parties operate a market, and in which years."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models.functions import Coalesce

from markets.consistent_read import once_per_revision
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
        found = self.by_market.get(market)
        if found is None:
            return {}
        return {each.party: each.name for each in found if year is None or each.first <= year <= each.last}


@once_per_revision
def read_operators() -> Operators:
    """Return all of them: one query."""
    found = Operators()
    market = Coalesce("market__merged_into__slug", "market__slug")
    rows = (
        Operation.objects.public()
        .order_by("party__slug")
        .values_list(market, "party__slug", "party__name", "from_year", "to_year")
    )
    for slug, party, name, first, last in rows:
        found.by_market[slug].append(OperatorYears(party, name, first or 0, last or NO_END))
    return found
