"""Tables that go market by market hold so many of them at once, however many there are."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from django.db.models import Q
from django.db.models.functions import Collate

from markets.grid import Grid, build_grid
from markets.models import Listing, Market
from markets.models.market import CANONICAL, MarketQuerySet
from markets.tables.in_order import beyond, by_code_point
from markets.tables.scope import Scope

BATCH = 1000
EVERY_ONE = Q()
SLUG = '"markets_market"."slug"'


def batches(scope: Scope, listed_alone: bool = False, among: Q = EVERY_ONE) -> Iterator[Grid]:
    """The grid of the markets asked for, so many at a time, in the order of their ids.

    `listed_alone`: of a scope of some editions, markets that none of them lists are left out.
    """
    for part in markets_of(scope, listed_alone, among):
        yield build_grid(part)


def markets_of(scope: Scope, listed_alone: bool = False, among: Q = EVERY_ONE) -> Iterator[list[Market]]:
    """The same markets without what the editions say of them."""
    if scope.few:
        yield from _a_few(scope, among)
        return
    chosen = _chosen(scope, listed_alone).filter(among)
    keys = array("q", chosen.values_list("pk", flat=True).iterator(chunk_size=10_000))
    for start in range(0, len(keys), BATCH):
        part = Market.objects.filter(pk__in=keys[start : start + BATCH].tolist()).order_by()
        yield sorted(part, key=lambda market: market.slug)


def _a_few(scope: Scope, among: Q) -> Iterator[list[Market]]:
    """The same from one market on, by an index, for who soon has enough."""
    rows = Market.objects.public().filter(among)
    if scope.markets is not None:
        rows = rows.filter(slug__in=scope.markets)
    first, itself = scope.first, True
    while True:
        after = rows.filter(beyond(SLUG, first, itself)).order_by(by_code_point("slug"))
        part = list(after[: min(scope.few, BATCH)])
        if not part:
            return
        yield part
        first, itself = part[-1].slug, False


def _chosen(scope: Scope, listed_alone: bool) -> MarketQuerySet:
    """In the order of code points, whatever order the database is set to."""
    markets = Market.objects.public()
    if scope.markets is not None:
        markets = markets.filter(slug__in=scope.markets)
    if scope.years is not None and listed_alone:
        listings = Listing.objects.public().filter(edition__year__in=scope.years).order_by()
        markets = markets.filter(pk__in=listings.values(of=CANONICAL))
    return markets.order_by(Collate("slug", "C"))
