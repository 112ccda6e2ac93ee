"""Markets found by a name or a domain that was ever printed for them, however it is spelt."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from markets.models import Listing, Market
from markets.search.sql import closeness, holds_key, like_key

SHORTEST, LONGEST = 3, 60  # letters and digits: a trigram needs three
MISSPELT = 4  # of fewer letters anything is like anything
CLOSE = 0.4  # two letters of six exchanged are still close
CANDIDATES = 300
SHOWN = 8

LISTED = '"markets_listing"."keys"'
NAMED = '"markets_market"."key"'


@dataclass(frozen=True, slots=True)
class Named:
    """A market or a party that bears such a name. `close`: 1 where it is spelt so, letter by letter."""

    name: str
    path: str
    about: str
    close: float


def markets_named(key: str) -> list[Named]:
    """The likest first: those that hold the letters, or where there is none, those that are like them."""
    if not SHORTEST <= len(key) <= LONGEST:
        return []
    found = _found(holds_key(LISTED, key), holds_key(NAMED, key), key)
    if not found and len(key) >= MISSPELT:
        alike = _found(like_key(LISTED, key), like_key(NAMED, key), key)
        found = {market: close for market, close in alike.items() if close >= CLOSE}
    best = sorted(found, key=lambda market: (-found[market], market))[:SHOWN]
    markets = Market.objects.in_bulk(best)
    return [
        Named(markets[pk].name, markets[pk].get_absolute_url(), f"{markets[pk].kind} market", found[pk])
        for pk in best
    ]


def _found(listed: RawSQL, named: RawSQL, key: str) -> dict[int, float]:
    """{market: how like its likest name is}, of public markets alone."""
    markets: QuerySet[Market] = Market.objects.public().filter(named).order_by()
    found: dict[int, float] = dict(markets.values_list("pk", closeness(NAMED, key))[:CANDIDATES])
    rows = Listing.objects.public().filter(listed).order_by()
    canonical = Coalesce(F("market__merged_into"), F("market"))
    for market, close in rows.values_list(canonical, closeness(LISTED, key))[:CANDIDATES]:
        found[market] = max(close, found.get(market, 0.0))
    return found
