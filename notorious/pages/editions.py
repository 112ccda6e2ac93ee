"""All editions; one edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from markets.briefs import describe_edition_news
from markets.cells import ListingHistory
from markets.changes import CHANGE_WORDS, Change
from markets.grid import Coverage, Grid, build_grid
from markets.listing_values import find_countries, read_listing_values
from markets.models import Edition, Listing, Recommendation
from markets.news import find_news
from markets.paging import get_page
from notorious.pages.edition_beyond import find_edition_beyond
from responses.models import Response


@dataclass(frozen=True, slots=True)
class EditionListing:
    """One listing of an edition, with what the years around it say. `run` ends in + where it is "at least"."""

    listing: Listing
    row: ListingHistory
    change: Change | None
    run: str
    asked: int

    @property
    def change_words(self) -> str:
        return CHANGE_WORDS[self.change] if self.change else ""


@dataclass(frozen=True, slots=True)
class KindOfEdition:
    """The listings of one kind that a page shows, and how many of those that USTR stated are held."""

    name: str
    coverage: Coverage
    entries: tuple[EditionListing, ...]


def show_editions(request: HttpRequest) -> HttpResponse:
    """`/editions/`"""
    whole = build_grid()
    return render(
        request,
        "pages/editions.html",
        {"grid": whole, "pairs": list(zip(whole.years, whole.years[1:], strict=False))},
    )


def find_edition(whole: Grid, year: int) -> Edition:
    """The public edition of that year under review; else 404 with a sentence that helps."""
    found = next((edition for edition in whole.editions if edition.year == year), None)
    if found is None:
        raise Http404(explain_missing_edition(whole, year))
    return found


def explain_missing_edition(whole: Grid, year: int) -> str:
    """Why there is no page for `year`, in one sentence or two."""
    if not whole.years:
        return "No edition is published in this record yet."
    if year < whole.years[0]:
        return (
            f"There is no {year} edition: the List has appeared by itself since the review of {whole.years[0]}. "
            "Before that, notorious markets were a section of the Special 301 Report."
        )
    return (
        f"There is no {year} edition in this record. An edition is known by the year under review: "
        "the List of 2017 came out in January 2018."
    )


def show_edition(request: HttpRequest, year: int) -> HttpResponse:
    """`/editions/2017/`"""
    whole = build_grid()
    found = find_edition(whole, year)
    recommendations = (
        Recommendation.objects.public()
        .filter(edition=found)
        .select_related("market__merged_into", "edition")
        .order_by("market__name", "-kind", "ordinal")
    )
    responses = (
        Response.objects.public().filter(edition=found).select_related("party", "market").order_by("said_on")
    )
    listings = list(
        Listing.objects.public()
        .filter(edition=found)
        .select_related("market__merged_into", "snapshot", "edition")
        .defer("text")
        .order_by("kind", "printed_name", "pk")
    )
    page = get_page(listings, request.GET)
    at = whole.years.index(year)
    shown = {
        "edition": found,
        "before": whole.editions[at - 1] if at else None,
        "after": whole.editions[at + 1] if at + 1 < len(whole.editions) else None,
        "brief": describe_edition_news(find_news(whole, found), find_countries(read_listing_values())),
        "kinds": group_by_kind(whole, found, list(page), Counter(each.kind for each in listings)),
        "page": page,
        "asked": [(market, list(group)) for market, group in groupby(recommendations, key=_market_of)],
        "responses": responses,
        "beyond": find_edition_beyond(found, (each.market for each in listings)),
        "others": [each for each in whole.editions if each.year != year],
    }
    return render(request, "pages/edition.html", shown)


def _market_of(recommendation: Recommendation) -> object:
    market = recommendation.market
    return market.merged_into or market if market else None


def group_by_kind(
    whole: Grid, edition: Edition, listings: Sequence[Listing], counts: Counter[str]
) -> list[KindOfEdition]:
    """What a page shows of each kind that the edition covers, or that it has a listing of all the same."""
    return [
        KindOfEdition(
            kind,
            whole.coverage.get((edition.year, kind), Coverage(counts[kind], None)),
            tuple(_describe_listing(whole, each) for each in listings if each.kind == kind),
        )
        for kind in dict.fromkeys([*edition.covers, *sorted(counts)])
    ]


def _describe_listing(whole: Grid, listing: Listing) -> EditionListing:
    market, year = listing.market, listing.edition.year
    if market is None:
        raise ValueError(f"{listing} is public without a market")
    row = whole.by_market[market.merged_into_id or market.pk]
    run = next(run for run in row.runs if run.first <= year <= run.last)
    length = f"{row.run_at(year)}{'' if run.since_known else '+'}"
    return EditionListing(listing, row, row.change(year), length, row.cell(year).recommendations)
