"""`/markets/taobao/`: one market through all editions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from markets.courses import market_brief
from markets.diffs import SentenceDiff, diff
from markets.grid import Cell, Grid, Row, grid
from markets.models import Edition, Listing, Market, Merger, Recommendation
from markets.models.standing import Standing
from markets.tables.spans import Span, spans
from notorious.pages.said import asked_of, responses_to
from responses.models import Operation
from responses.tracker import Row as RecommendationRow


@dataclass(frozen=True, slots=True)
class Year:
    """What one edition says of the market. `against` is the listing that the diff compares with."""

    edition: Edition
    cell: Cell
    listing: Listing | None = None
    against: Listing | None = None
    diff: tuple[SentenceDiff, ...] = ()


def market(request: HttpRequest, slug: str) -> HttpResponse:
    """One market; the address of a merged one leads to what it was merged into."""
    found = find_market(slug)
    if found.slug != slug:
        return redirect(found, permanent=True)
    whole = grid([found])
    row = whole.rows[0]
    listings = listings_of(found)
    asked = in_order(asked_of(found, whole=whole))
    by_year = [
        (year, list(rows)) for year, rows in groupby(asked, key=lambda each: each.recommendation.edition.year)
    ]
    shown = {
        "market": found,
        "take": f"market={found.slug}&absences=1",
        "row": row,
        "brief": market_brief(row),
        "years": years_of(whole, row, listings),
        "listings": listings,
        "names": spans((listing.edition.year, listing.printed_name) for listing in listings),
        "domains": domains_of(listings),
        "asked": by_year,
        "responses": responses_to(found),
        "operations": _OPERATIONS([found.pk]),
        "texts_held": any(listing.text for listing in listings),
        "merged": _MERGED([found.pk]) if len(found.members) > 1 else [],
        "successors": _SUCCESSORS([found.pk]),
    }
    return render(request, "pages/market.html", shown)


def in_order(asked: Iterable[RecommendationRow]) -> list[RecommendationRow]:
    """The latest edition first, recommendations before criticisms."""
    return sorted(
        asked,
        key=lambda row: (
            -row.recommendation.edition.year,
            row.recommendation.kind != Recommendation.Kind.RECOMMENDATION,
            row.recommendation.ordinal,
        ),
    )


def _listings(members: list[int]) -> QuerySet[Listing]:
    found = Listing.objects.public().filter(market__one_of=members)
    return found.select_related("edition", "snapshot", "market").order_by("edition__year")


_AT = Standing(lambda slug: Market.objects.public_few().at(slug).select_related("succeeds"))
_LISTINGS = Standing(_listings)
_OPERATIONS = Standing(lambda own: Operation.objects.filter(market__one_of=own).select_related("party"))
_MERGED = Standing(
    lambda own: Merger.objects.filter(into__one_of=own, undone_at__isnull=True).select_related("market")
)
_SUCCESSORS = Standing(lambda own: Market.objects.filter(succeeds__one_of=own))


def find_market(slug: str) -> Market:
    """The public market of that address, or the one that it was merged into; else 404 with a sentence."""
    found = _AT(slug)
    if not found:
        raise Http404(
            f"There is no market “{slug}” in this record. Try the list of all markets, or the search, "
            "which also finds misspelt names."
        )
    return found[0]


def listings_of(found: Market) -> list[Listing]:
    """Its public listings, oldest first: one query."""
    return _LISTINGS(found.members)


def years_of(whole: Grid, row: Row, listings: list[Listing]) -> list[Year]:
    """Every edition, the latest first, with the diff of its text against the text before where both are held."""
    by_year = {listing.edition.year: listing for listing in listings}
    found: list[Year] = []
    for position, edition in enumerate(whole.editions):
        listing = by_year.get(edition.year)
        before = by_year.get(whole.years[position - 1]) if position else None
        if listing and before and listing.text and before.text:
            found.append(
                Year(edition, row.cell(edition.year), listing, before, diff(before.text, listing.text))
            )
        else:
            found.append(Year(edition, row.cell(edition.year), listing))
    return found[::-1]


def domains_of(listings: list[Listing]) -> tuple[Span, ...]:
    """The domains printed, with the years: as text, never as links."""
    return spans((listing.edition.year, domain) for listing in listings for domain in listing.domains)
