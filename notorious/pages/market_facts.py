"""The box of facts beside a market: what it is, where, who operates it, since when it is listed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markets.cells import ListingHistory
from markets.countries import get_country_name
from markets.listing_values import read_market_countries
from markets.models import Listing
from markets.runs import Status, find_longest_possible
from markets.sentences import Part
from markets.text.counts import format_count
from markets.text.keys import name_key
from notorious.pages.printed import PrintedValue, list_printed_values
from responses.models import Filing, Operation
from responses.nominations.outcome import NamedMarket

NOMINATORS_NAMED = 2


@dataclass(frozen=True, slots=True)
class MarketFactBox:
    """Values of the box; empty ones are left out."""

    row: ListingHistory
    status: str
    countries: Sequence[Part]
    city: str
    category: str
    operations: Sequence[Operation]
    domains: Sequence[PrintedValue]
    names: Sequence[PrintedValue]
    nominators: Sequence[str]

    @property
    def longest(self) -> str:
        """`10`; `4, and up to 11 if unknown editions count`."""
        possible = find_longest_possible(self.row.statuses, self.row.years)
        known = format_count(self.row.longest, "edition")
        if possible <= self.row.longest:
            return known
        return f"{known}, and up to {possible} if unknown editions count"

    @property
    def unknown(self) -> int:
        return sum(status is Status.UNKNOWN for status in self.row.statuses.values())

    @property
    def more_nominators(self) -> int:
        return max(0, len(self.nominators) - NOMINATORS_NAMED)

    @property
    def first_nominators(self) -> Sequence[str]:
        return self.nominators[:NOMINATORS_NAMED]


def find_facts(row: ListingHistory, listings: Sequence[Listing], beyond: dict[str, Any]) -> MarketFactBox:
    """Return the facts of one market: one query."""
    market = row.market
    categories = [listing.category for listing in listings if listing.category]
    cities = [listing.city for listing in listings if listing.city]
    names = list_printed_values((each.edition.year, each.printed_name) for each in listings)
    known = {
        name_key(market.name),
        *(name_key(domain) for each in listings for domain in each.domains),
    }
    return MarketFactBox(
        row,
        describe_status(row),
        [
            Part(get_country_name(code), f"/countries/{code.lower()}/")
            for code in read_market_countries().get(market.pk, ())
        ],
        cities[-1] if cities else "",
        categories[-1] if categories else "",
        list(market.operations.public().select_related("party")),
        list_printed_values(
            (listing.edition.year, domain) for listing in listings for domain in listing.domains
        ),
        [each for each in names if name_key(each.value) not in known],
        list_nominators(beyond["nominations"]),
    )


def describe_status(row: ListingHistory) -> str:
    """`On the 2025 List`, as far as the latest edition is known."""
    latest = row.years[-1]
    words = {
        Status.LISTED: f"On the {latest} List",
        Status.NOT_LISTED: f"Not on the {latest} List",
        Status.OUT_OF_SCOPE: f"Out of scope of the {latest} List",
    }
    return words.get(row.cell(latest).status, f"Unknown for the {latest} List")


def list_nominators(nominations: Sequence[NamedMarket]) -> list[str]:
    """Return who asked for the listing, each once, the latest first."""
    asked = (
        filing for each in nominations if (filing := each.nomination.filing).role == Filing.Role.NOMINATION
    )
    return list(dict.fromkeys(filing.filer for filing in asked))
