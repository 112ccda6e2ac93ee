"""Every public listing as values: what the grid, the lists of markets, the countries and the timeline are made of."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import F
from django.db.models.expressions import Combinable

from markets.consistent_read import once_per_revision
from markets.models import Listing
from markets.models.listing import PUBLIC_VALUES
from markets.models.market import CANONICAL


class PublicListing(NamedTuple):
    """One public listing. `market_id`: its market, or what that was merged into. `country_printed`,
    `countries`, `domains`, `city`: as far as the public may know them."""

    pk: int
    market_id: int
    year: int
    kind: str
    printed_name: str
    country_printed: str
    countries: Sequence[str]
    domains: Sequence[str]
    city: str
    category: str
    harm: str
    text_mode: str
    entry: str
    counts_as: int
    page: int | None
    evidence: str
    source: str
    snapshot_id: int | None


@once_per_revision
def read_public_listings() -> tuple[PublicListing, ...]:
    """Return all of them: one query."""
    values: dict[str, Combinable] = {**PUBLIC_VALUES, "market_id": CANONICAL, "year": F("edition__year")}
    fields = [values.get(name, F(name)) for name in PublicListing._fields]
    return tuple(map(PublicListing._make, Listing.objects.public().order_by().values_list(*fields)))
