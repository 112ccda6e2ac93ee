"""Markets found by a name or a domain that was ever printed for them, however it is spelt."""

from dataclasses import dataclass

from markets.consistent_read import once_per_revision
from markets.models import Listing, Market, MarketAlias
from markets.models.market import CANONICAL
from markets.search.sql import filter_by_name

SHORTEST_NAME, LONGEST_NAME = 3, 60  # letters and digits: a trigram needs three
SHORTEST_MISSPELT = 4  # of fewer letters anything is like anything
CLOSE = 0.4  # two letters of six exchanged are still close
NAMES_SHOWN = 8

LISTING_NAMES = '"markets_listing"."keys"'
MARKET_NAMES = '"markets_market"."key"'
ALIAS_NAMES = '"markets_marketalias"."key"'
MOST_OF_A_NAME = 0.6


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A market or a party that has such a name. `close`: 1 where it is spelt so, letter by letter."""

    name: str
    path: str
    about: str
    close: float


def find_markets_by_name(key: str, misspelt: bool = True) -> list[NameMatch]:
    """The closest first: those that hold the letters; if there is none and `misspelt`, those that are like them."""
    if not _is_searchable(key):
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


def _is_searchable(key: str) -> bool:
    """Return a name of two signs is enough where each is a word, as in Chinese."""
    shortest = SHORTEST_NAME if key.isascii() else SHORTEST_NAME - 1
    return shortest <= len(key) <= LONGEST_NAME


def find_named_markets(key: str) -> set[int]:
    """Markets that hold the letters as most of one of their names: their listings are found by any name."""
    if not _is_searchable(key) or len(key) < SHORTEST_MISSPELT:
        return set()
    markets = filter_by_name(Market.objects.order_by(), MARKET_NAMES, key, misspelt=False)
    aliases = filter_by_name(MarketAlias.objects.public().order_by(), ALIAS_NAMES, key, misspelt=False)
    public = read_public_markets()
    named = [each for each in markets.values_list("pk", "close") if each[0] in public]
    named += aliases.values_list(CANONICAL, "close")
    return {pk for pk, close in named if close >= MOST_OF_A_NAME}


@once_per_revision
def read_public_markets() -> frozenset[int]:
    """Return the keys of public markets: which they are takes many times as long to find out as a name."""
    return frozenset(Market.objects.public().order_by().values_list("pk", flat=True))


@once_per_revision
def read_markets_with_pages() -> frozenset[int]:
    """Return the keys of markets that have a page."""
    return frozenset(Market.objects.with_pages().order_by().values_list("pk", flat=True))


def _find_closeness(key: str, misspelt: bool) -> dict[int, float]:
    """{market: how like its closest name is}, of markets that have a page."""
    known = read_markets_with_pages()
    markets = filter_by_name(Market.objects.order_by(), MARKET_NAMES, key, misspelt)
    aliases = filter_by_name(MarketAlias.objects.public().order_by(), ALIAS_NAMES, key, misspelt)
    listings = filter_by_name(Listing.objects.public().order_by(), LISTING_NAMES, key, misspelt)
    found = {market: close for market, close in markets.values_list("pk", "close") if market in known}
    named = [
        (market, close)
        for of, market, close in aliases.values_list("market", CANONICAL, "close")
        if of in known
    ]
    for market, close in [*listings.values_list(CANONICAL, "close"), *named]:
        found[market] = max(close, found.get(market, 0.0))
    return found
