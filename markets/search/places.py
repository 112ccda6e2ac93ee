"""In which countries the market is that a passage speaks of: as its public listings have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from markets.models import PUBLIC, Listing, Market


def countries_of(markets: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """{market: ISO codes of its listings, those merged into it included} in two queries."""
    ids = set(markets)
    if not ids:
        return {}
    family = Market.objects.filter(Q(pk__in=ids) | Q(merged_into__in=ids)).order_by()
    whose = {pk: into or pk for pk, into in family.values_list("pk", "merged_into")}
    found: defaultdict[int, set[str]] = defaultdict(set)
    rows = Listing.objects.public().filter(market__in=list(whose), country_basis__in=PUBLIC).order_by()
    for market, codes in rows.values_list("market", "country_codes").distinct():
        found[whose[market]].update(codes)
    return {market: tuple(sorted(codes)) for market, codes in found.items()}


def markets_in(country: str) -> QuerySet[Listing, Any]:
    """The markets with a listing in this country, as a subquery; those merged into another under the other."""
    listed = Listing.objects.public().filter(country_basis__in=PUBLIC, country_codes__contains=[country])
    return listed.order_by().values(of_market=Coalesce("market__merged_into", "market"))
