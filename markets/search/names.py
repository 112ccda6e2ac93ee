"""Markets found by a name or a domain that was ever printed for them, however it is spelt."""

from __future__ import annotations

from dataclasses import dataclass

from markets.models import Listing, Market
from markets.models.market import CANONICAL
from markets.search.sql import filter_by_name

SHORTEST_NAME, LONGEST_NAME = 3, 60  # letters and digits: a trigram needs three
SHORTEST_MISSPELT = 4  # of fewer letters anything is like anything
CLOSE = 0.4  # two letters of six exchanged are still close
NAMES_SHOWN = 8

LISTING_NAMES = '"markets_listing"."keys"'
MARKET_NAMES = '"markets_market"."key"'


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A market or a party that has such a name. `close`: 1 where it is spelt so, letter by letter."""

    name: str
    path: str
    about: str
    close: float


def find_markets_by_name(key: str, misspelt: bool = True) -> list[NameMatch]:
    """The closest first: those that hold the letters; if there is none and `misspelt`, those that are like them."""
    if not SHORTEST_NAME <= len(key) <= LONGEST_NAME:
        return []
    found = _find_closeness(key, misspelt=False)
    if not found and misspelt and len(key) >= SHORTEST_MISSPELT:
        found = {pk: close for pk, close in _find_closeness(key, misspelt=True).items() if close >= CLOSE}
    best = sorted(found, key=lambda pk: (-found[pk], pk))[:NAMES_SHOWN]
    markets = Market.objects.in_bulk(best)
    return [
        NameMatch(markets[pk].name, markets[pk].get_absolute_url(), f"{markets[pk].kind} market", found[pk])
        for pk in best
    ]


def _find_closeness(key: str, misspelt: bool) -> dict[int, float]:
    """{market: how like its closest name is}, of public markets alone."""
    markets = filter_by_name(Market.objects.public().order_by(), MARKET_NAMES, key, misspelt)
    listings = filter_by_name(Listing.objects.public().order_by(), LISTING_NAMES, key, misspelt)
    found: dict[int, float] = dict(markets.values_list("pk", "close"))
    for market, close in listings.values_list(CANONICAL, "close"):
        found[market] = max(close, found.get(market, 0.0))
    return found
