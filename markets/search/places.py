"""In which countries the market is that a passage speaks of: as its public listings have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from markets.models import PUBLIC, Listing, Market
from markets.models.standing import Standing


def _family(ids: list[int]) -> QuerySet[Market, tuple[int, int | None]]:
    """Each of these markets and of those merged into them, with what it was merged into."""
    family = Market.objects.filter(Q(pk__one_of=ids) | Q(merged_into__one_of=ids)).order_by()
    return family.values_list("pk", "merged_into")


def _codes(ids: list[int]) -> QuerySet[Listing, tuple[int, list[str]]]:
    rows = Listing.objects.public().filter(market__one_of=ids, country_basis__in=PUBLIC).order_by()
    return rows.values_list("market", "country_codes").distinct()


_FAMILY, _CODES = Standing(_family), Standing(_codes)


def countries_of(markets: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """{market: ISO codes of its listings, those merged into it included} in two queries."""
    ids = set(markets)
    if not ids:
        return {}
    whose = {pk: into or pk for pk, into in _FAMILY(list(ids))}
    found: defaultdict[int, set[str]] = defaultdict(set)
    for market, codes in _CODES(list(whose)):
        found[whose[market]].update(codes)
    return {market: tuple(sorted(codes)) for market, codes in found.items()}


def markets_in(country: str) -> QuerySet[Listing, Any]:
    """The markets with a listing in this country, as a subquery; those merged into another under the other."""
    listed = Listing.objects.public().filter(country_basis__in=PUBLIC, country_codes__contains=[country])
    return listed.order_by().values(of_market=Coalesce("market__merged_into", "market"))
