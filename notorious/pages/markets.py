"""`/markets/taobao/`: one market through all editions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from markets.cells import Cell, ListingHistory
from markets.diffs import SentenceDiff, diff
from markets.grid import Grid, build_grid
from markets.market_brief import describe_market
from markets.models import Edition, Listing, Market, Merger, Recommendation
from notorious.pages.market_beyond import find_beyond, is_known_beyond
from notorious.pages.printed import PrintedValue, list_printed_values
from notorious.pages.said import find_asked, find_responses
from responses.models import Operation
from responses.tracker import RecommendationRow


@dataclass(frozen=True, slots=True)
class MarketYear:
    """What one edition says of the market. `against` is the listing that the diff compares with."""

    edition: Edition
    cell: Cell
    listing: Listing | None = None
    against: Listing | None = None
    diff: tuple[SentenceDiff, ...] = ()


def show_market(request: HttpRequest, slug: str) -> HttpResponse:
    """One market; the address of a merged one leads to what it was merged into."""
    unlisted = find_unlisted_market(slug)
    if unlisted:
        shown = {"market": unlisted, "beyond": find_beyond(unlisted)}
        return render(request, "pages/market_never_listed.html", shown)
    found = find_market(slug)
    if found.slug != slug:
        return redirect(found, permanent=True)
    whole = build_grid()
    row = whole.by_market[found.pk]
    listings = find_listings(found)
    asked = sort_recommendations(find_asked(found))
    by_year = [
        (year, list(rows)) for year, rows in groupby(asked, key=lambda each: each.recommendation.edition.year)
    ]
    shown = {
        "market": found,
        "take": f"market={found.slug}&absences=1",
        "row": row,
        "brief": describe_market(row),
        "years": make_years(whole, row, listings),
        "listings": listings,
        "names": list_printed_values((listing.edition.year, listing.printed_name) for listing in listings),
        "domains": find_domains(listings),
        "asked": by_year,
        "responses": find_responses(found),
        "operations": Operation.objects.public().filter(market__in=found.members).select_related("party"),
        "texts_held": any(listing.text for listing in listings),
        "merged": Merger.objects.filter(into=found, undone_at__isnull=True).select_related("market"),
        "successors": found.successors.all(),
        "beyond": find_beyond(found),
        "countries": list_printed_values(
            (listing.edition.year, code) for listing in listings for code in listing.countries
        ),
        "categories": list_printed_values(
            (listing.edition.year, listing.category) for listing in listings if listing.category
        ),
    }
    return render(request, "pages/market.html", shown)


def sort_recommendations(asked: Iterable[RecommendationRow]) -> list[RecommendationRow]:
    """The latest edition first, recommendations before criticisms."""
    return sorted(
        asked,
        key=lambda row: (
            -row.recommendation.edition.year,
            row.recommendation.kind != Recommendation.Kind.RECOMMENDATION,
            row.recommendation.ordinal,
        ),
    )


def find_unlisted_market(slug: str) -> Market | None:
    """The market of that address, where it was nominated or EU-listed and no listing is known."""
    found = Market.objects.filter(slug=slug, merged_into__isnull=True).first()
    if found is None or found.pk in build_grid().by_market or not is_known_beyond(find_beyond(found)):
        return None
    return found


def find_market(slug: str) -> Market:
    """The public market of that address, or the one that it was merged into; else 404 with a sentence."""
    found = Market.objects.at(slug).select_related("succeeds").first()
    if found is None or found.pk not in build_grid().by_market:
        raise Http404(
            f"There is no market “{slug}” in this record. Try the list of all markets, or the search, "
            "which also finds misspelt names."
        )
    return found


def find_listings(market: Market) -> list[Listing]:
    """Its public listings, oldest first: one query."""
    found = Listing.objects.public().filter(market__in=market.members)
    return list(found.select_related("edition", "snapshot", "market").order_by("edition__year"))


def make_years(whole: Grid, row: ListingHistory, listings: list[Listing]) -> list[MarketYear]:
    """Every edition, the latest first, with the diff of its text against the text before where both are held."""
    by_year = {listing.edition.year: listing for listing in listings}
    found: list[MarketYear] = []
    for position, edition in enumerate(whole.editions):
        listing = by_year.get(edition.year)
        before = by_year.get(whole.years[position - 1]) if position else None
        if listing and before and listing.text and before.text:
            found.append(
                MarketYear(edition, row.cell(edition.year), listing, before, diff(before.text, listing.text))
            )
        else:
            found.append(MarketYear(edition, row.cell(edition.year), listing))
    return found[::-1]


def find_domains(listings: list[Listing]) -> tuple[PrintedValue, ...]:
    """The domains printed, with the years: as text, never as links."""
    return list_printed_values(
        (listing.edition.year, domain) for listing in listings for domain in listing.domains
    )
