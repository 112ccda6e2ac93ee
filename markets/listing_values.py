"""What listings can be counted by: country, category, harm."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.text import slugify

from markets.consistent_read import once_per_revision
from markets.models import Listing
from markets.public_listings import read_public_listings


class ListingValues(NamedTuple):
    """What one public listing can be counted by; `market` is a market of its own."""

    year: int
    kind: str
    market: int
    countries: tuple[str, ...]
    category: str
    harm: str
    from_market: bool = False
    """Whether `countries` are those of the market's other listings, where the entry prints none."""


@dataclass(frozen=True, slots=True)
class Rollup:
    """`name` is the filter's; `word` and `plural` are for the page; `ours`: our classification, not USTR's words."""

    name: str
    word: str
    plural: str
    ours: bool
    values_of: Callable[[ListingValues], Collection[str]]

    def slug(self, value: str) -> str:
        return value.lower() if self.name == "country" else slugify(value)

    def address(self, value: str) -> str:
        return f"/{self.plural}/{self.slug(value)}/"


ROLLUPS = {
    "countries": Rollup("country", "country", "countries", False, lambda each: each.countries),
    "categories": Rollup(
        "category", "category", "categories", True, lambda each: [each.category] if each.category else []
    ),
    "harms": Rollup("harm", "harm", "harms", True, lambda each: [each.harm] if each.harm else []),
}


@once_per_revision
def read_listing_values() -> tuple[ListingValues, ...]:
    """Those of every public listing. One without a country has that of its market, where it is one."""
    printed = [
        ListingValues(each.year, each.kind, each.market_id, tuple(each.countries), each.category, each.harm)
        for each in read_public_listings()
    ]
    agreed = find_agreed_countries(printed)
    return tuple(
        each
        if each.countries or each.market not in agreed
        else each._replace(countries=agreed[each.market], from_market=True)
        for each in printed
    )


def find_agreed_countries(listings: Sequence[ListingValues]) -> dict[int, tuple[str, ...]]:
    """{market: its countries} where all its listings that have any name the same, and one has none."""
    wanted = {each.market for each in listings if not each.countries}
    named: defaultdict[int, set[tuple[str, ...]]] = defaultdict(set)
    for each in listings:
        if each.countries and each.market in wanted:
            named[each.market].add(tuple(sorted(each.countries)))
    return {market: next(iter(sets)) for market, sets in named.items() if len(sets) == 1}


def find_values(rollup: Rollup, listings: Sequence[ListingValues]) -> list[str]:
    """Return the values that these listings have, in order."""
    return sorted({value for each in listings for value in rollup.values_of(each)})


def find_value(rollup: Rollup, slug: str) -> str:
    """Return the value of that address; empty where no public listing has it."""
    known = find_values(rollup, read_listing_values())
    return next((value for value in known if rollup.slug(value) == slug), "")


def count_listings(rollup: Rollup, listings: Sequence[ListingValues]) -> dict[str, Counter[int]]:
    """{value: {year: listings}}."""
    found: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for each in listings:
        for value in rollup.values_of(each):
            found[value][each.year] += 1
    return dict(found)


def find_markets(rollup: Rollup, listings: Sequence[ListingValues]) -> dict[str, set[int]]:
    """{value: markets of which a listing has it}."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for each in listings:
        for value in rollup.values_of(each):
            found[value].add(each.market)
    return dict(found)


def find_countries(listings: Sequence[ListingValues]) -> dict[int, set[str]]:
    """{year: ISO codes of its listings}."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for each in listings:
        found[each.year].update(each.countries)
    return dict(found)


@once_per_revision
def read_inferred_countries() -> dict[tuple[int, int], tuple[str, ...]]:
    """{(market, year): countries of the market} for listings that print none."""
    return {(each.market, each.year): each.countries for each in read_listing_values() if each.from_market}


def find_inferred_countries(listing: Listing) -> tuple[str, ...]:
    """Countries of the market's other listings, for an entry that prints none."""
    if listing.countries or listing.market is None:
        return ()
    market = listing.market.canonical_id
    return read_inferred_countries().get((market, listing.edition.year), ())


@once_per_revision
def read_market_countries() -> dict[int, tuple[str, ...]]:
    """{market: ISO codes of its public listings, in order}."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for each in read_listing_values():
        found[each.market].update(each.countries)
    return {market: tuple(sorted(codes)) for market, codes in found.items()}
