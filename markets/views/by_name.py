"""`/markets/` of a record that is too large for one matrix: the same rows by name, fifty to a page.

Every page is found by the index of names from where the page before ended, so the last costs what the first does.
"""

from __future__ import annotations

from dataclasses import fields, replace

from django.db import models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.grid import grid
from markets.models import PUBLIC, Listing, Market
from markets.models.market import CANONICAL, MarketQuerySet
from markets.search.names import LISTED
from markets.search.sql import holds_key
from markets.tables.entries import Entry, by_kind, plain
from markets.tables.filters import HARMS, BadFilter, MarketFilter
from markets.views.matrix_table import matrix_table

LARGE = 2000  # markets: more make a page that no browser likes
PAGE = 50
NAMED_AT_MOST = 5000  # listings: of more, a longer part of the name has to be given
CONDITIONS = ("kind", "country", "category", "harm", "q")


def is_large() -> bool:
    """Whether there are more than `LARGE` markets, by looking no further than that."""
    return Market.objects.order_by("pk")[LARGE : LARGE + 1].exists()


def by_name(request: HttpRequest) -> HttpResponse:
    """One page. Raises BadFilter for conditions that only the whole matrix knows."""
    chosen = MarketFilter.from_query(request.GET)
    unknown = [each.name for each in fields(chosen) if each.name not in (*CONDITIONS, "sort")]
    if any(getattr(chosen, name) for name in unknown) or chosen.sort not in ("first", "name"):
        raise BadFilter(
            f"Of so many markets the list goes by name, and its conditions are: {', '.join(CONDITIONS)}."
        )
    rows = _passing(Market.objects.public_few(), chosen)
    after = request.GET.get("after", "")
    if after:
        rows = rows.filter(_beyond(after))
    found = list(rows.order_by(Lower("name"), "slug")[: PAGE + 1])
    whole = grid(found[:PAGE])
    nothing: frozenset[str] = frozenset()
    entries = [Entry(row, nothing, nothing, nothing, nothing) for row in whole.rows]
    shown = {
        "filter": chosen,
        "harms": HARMS.items(),
        "matrix": matrix_table(whole, by_kind(entries)) if entries else "",
        "large": LARGE,
        "query": replace(chosen, sort="first").query_string(),
        "next": found[PAGE - 1].slug if len(found) > PAGE else "",
        "after": after,
    }
    return render(request, "markets/by_name.html", shown)


def _beyond(slug: str) -> RawSQL:
    """The markets after that of this address, in the order of names."""
    last = Market.objects.filter(slug=slug[:120]).order_by().values_list(Lower("name"), "slug").first()
    if last is None:
        raise BadFilter("The place in this list cannot be found: begin at its first page.")
    where = '(lower("markets_market"."name"), "markets_market"."slug") > (%s, %s)'
    return RawSQL(where, list(last), models.BooleanField())  # noqa: S611


def _passing(markets: MarketQuerySet, chosen: MarketFilter) -> MarketQuerySet:
    listings = Listing.objects.public()
    if chosen.q:  # from the index of names, and not market by market
        named = (
            listings.filter(holds_key(LISTED, plain(chosen.q))).order_by().values_list(CANONICAL, flat=True)
        )
        markets = markets.filter(pk__in=list(named[:NAMED_AT_MOST]))
    if chosen.country:
        listings = listings.filter(country_basis__in=PUBLIC, country_codes__contains=[chosen.country])
    if chosen.category:
        listings = listings.filter(category=chosen.category)
    if chosen.harm:
        listings = listings.filter(harm=chosen.harm)
    if chosen.kind:
        markets = markets.filter(kind=chosen.kind)
    if chosen.country or chosen.category or chosen.harm:
        # Values, not EXISTS: PostgreSQL would first collect every market that passes, to show fifty.
        own = listings.order_by().filter(market=models.OuterRef("pk")).values("kind")[:1]
        merged = listings.order_by().filter(market__merged_into=models.OuterRef("pk")).values("kind")[:1]
        markets = markets.alias(own=models.Subquery(own), of_merged=models.Subquery(merged))
        markets = markets.filter(models.Q(own__isnull=False) | models.Q(of_merged__isnull=False))
    return markets
