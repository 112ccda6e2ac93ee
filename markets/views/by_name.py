"""`/markets/` of a record that is too large for one matrix: the same rows by name, fifty to a page.

Every page is found by the index of names from where the page before ended, so the last costs what the first does.
"""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache

from django.db import models
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.grid import grid
from markets.models import PUBLIC, Listing, Market
from markets.models.market import CANONICAL
from markets.models.standing import Standing
from markets.models.version import once_per_version
from markets.search.names import LISTED
from markets.search.sql import holds_key
from markets.tables.entries import Entry, by_kind, plain
from markets.tables.filters import HARMS, BadFilter, MarketFilter
from markets.views.matrix_table import matrix_table

LARGE = 2000  # markets: more make a page that no browser likes
PAGE = 50
NAMED_AT_MOST = 5000  # listings: of more, a longer part of the name has to be given
CONDITIONS = ("kind", "country", "category", "harm", "q")


@once_per_version
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
    after = request.GET.get("after", "")
    given = {name: getattr(chosen, name) for name in ("kind", "country", "category", "harm")}
    values = {name: value for name, value in given.items() if value}
    if chosen.q:  # from the index of names, and not market by market
        values["named"] = _named(chosen.q)
    if after:
        values["name"], values["slug"] = _place(after)
    found = _page(tuple(values))(*values.values())
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


_PLACE = Standing(
    lambda slug: Market.objects.filter(slug=slug).order_by().values_list(Lower("name"), "slug"),
)


def _place(slug: str) -> tuple[str, str]:
    """Where the market of this address stands in the order of names."""
    found = _PLACE(slug[:120])
    if not found:
        raise BadFilter("The place in this list cannot be found: begin at its first page.")
    return found[0]


def _named(q: str) -> list[int]:
    """The markets with a public listing that prints this in its name."""
    listings = Listing.objects.public().filter(holds_key(LISTED, plain(q))).order_by()
    return list(listings.values_list(CANONICAL, flat=True)[:NAMED_AT_MOST])


@cache
def _page(names: tuple[str, ...]) -> Standing[Market]:
    """The query of a page and of the first market of the next, for values of these conditions in this order."""
    return Standing(lambda *values: _passing(**dict(zip(names, values, strict=True))))


def _passing(
    kind: str = "",
    country: str = "",
    category: str = "",
    harm: str = "",
    named: list[int] | None = None,
    name: str = "",
    slug: str = "",
) -> QuerySet[Market]:
    """The first markets under these conditions, those after `name` and `slug` where they are given."""
    markets, listings = Market.objects.all(), Listing.objects.public()
    if named is not None:
        markets = markets.filter(pk__one_of=named)
    if country:
        listings = listings.filter(country_basis__in=PUBLIC, country_codes__contains=[country])
    if category:
        listings = listings.filter(category=category)
    if harm:
        listings = listings.filter(harm=harm)
    if kind:
        markets = markets.filter(kind=kind)
    if country or category or harm:
        # Values, not EXISTS: PostgreSQL would first collect every market that passes, to show fifty.
        own = listings.order_by().filter(market=models.OuterRef("pk")).values("kind")[:1]
        merged = listings.order_by().filter(market__merged_into=models.OuterRef("pk")).values("kind")[:1]
        markets = markets.alias(own=models.Subquery(own), of_merged=models.Subquery(merged))
        # One public listing that passes makes its market public too.
        passes = models.Q(own__isnull=False) | models.Q(of_merged__isnull=False)
        markets = markets.filter(passes, merged_into__isnull=True)
    else:
        markets = markets.public_few()
    if slug:
        beyond = '(lower("markets_market"."name"), "markets_market"."slug") > (%s, %s)'
        markets = markets.filter(RawSQL(beyond, [name, slug], models.BooleanField()))  # noqa: S611
    return markets.order_by(Lower("name"), "slug")[: PAGE + 1]
