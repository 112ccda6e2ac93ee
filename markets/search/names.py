"""Markets found by a name or a domain that was ever printed for them, however it is spelt."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from markets.models import Listing, Market
from markets.models.market import CANONICAL
from markets.models.standing import Standing
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


def markets_named(key: str, alike: bool = True) -> list[Named]:
    """The likest first: those that hold the letters, or where there is none, those that are like them.

    `alike`: whether these last are looked for, which takes the longest of all.
    """
    if not SHORTEST <= len(key) <= LONGEST:
        return []
    found = _found("held", key)
    if not found and alike and len(key) >= MISSPELT:
        found = {market: close for market, close in _found("like", key).items() if close >= CLOSE}
    best = sorted(found, key=lambda market: (-found[market], market))[:SHOWN]
    markets = {market.pk: market for market in _MARKETS(best)}
    return [
        Named(markets[pk].name, markets[pk].get_absolute_url(), f"{markets[pk].kind} market", found[pk])
        for pk in best
    ]


SIEVES = {"held": holds_key, "like": like_key}


def _markets(sieve: str) -> Standing[tuple[int, float]]:
    def build(key: str) -> QuerySet[Market, tuple[int, float]]:
        rows = Market.objects.public().filter(SIEVES[sieve](NAMED, key)).order_by()
        return rows.values_list("pk", closeness(NAMED, key))[:CANDIDATES]

    return Standing(build)


def _listings(sieve: str) -> Standing[tuple[int, float]]:
    def build(key: str) -> QuerySet[Listing, tuple[int, float]]:
        rows = Listing.objects.public().filter(SIEVES[sieve](LISTED, key)).order_by()
        return rows.values_list(CANONICAL, closeness(LISTED, key))[:CANDIDATES]

    return Standing(build)


_BY_MARKET = {sieve: _markets(sieve) for sieve in SIEVES}
_BY_LISTING = {sieve: _listings(sieve) for sieve in SIEVES}
_MARKETS = Standing(lambda ids: Market.objects.filter(pk__one_of=ids))


def _found(sieve: str, key: str) -> dict[int, float]:
    """{market: how like its likest name is}, of public markets alone."""
    found: dict[int, float] = dict(_BY_MARKET[sieve](key))
    for market, close in _BY_LISTING[sieve](key):
        found[market] = max(close, found.get(market, 0.0))
    return found
