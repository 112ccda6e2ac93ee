"""What listings can be counted by: country, category, harm."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.text import slugify

from markets.models import Listing
from markets.tables.entries import Entry


@dataclass(frozen=True, slots=True)
class Rollup:
    """`name` is the filter's; `word` and `plural` stand on the page; `ours`: our coding, not USTR's words."""

    name: str
    word: str
    plural: str
    ours: bool
    of: Callable[[Entry], Collection[str]]
    in_listing: Callable[[Listing], Collection[str]]

    def slug(self, value: str) -> str:
        return value.lower() if self.name == "country" else slugify(value)

    def address(self, value: str) -> str:
        return f"/{self.plural}/{self.slug(value)}/"


ROLLUPS = {
    "countries": Rollup(
        "country", "country", "countries", False, lambda entry: entry.countries, lambda listing: listing.countries
    ),
    "categories": Rollup(
        "category", "category", "categories", True, lambda entry: entry.categories,
        lambda listing: [listing.category] if listing.category else [],
    ),
    "harms": Rollup(
        "harm", "harm", "harms", True, lambda entry: entry.harms,
        lambda listing: [listing.harm] if listing.harm else [],
    ),
}  # fmt: skip


def counts(rollup: Rollup) -> dict[str, Counter[int]]:
    """{value: {year: public listings}}: one query."""
    found: defaultdict[str, Counter[int]] = defaultdict(Counter)
    listings = Listing.objects.public().select_related("edition").order_by()
    for listing in listings.only("edition__year", "country_codes", "country_basis", "category", "harm"):
        for value in rollup.in_listing(listing):
            found[value][listing.edition.year] += 1
    return dict(found)
