"""All editions; one edition."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from markets.briefs import describe_edition_news
from markets.cells import ListingHistory
from markets.changes import Change
from markets.countries import get_country_name
from markets.edition_lookup import find_edition
from markets.edition_summary import summarize_edition
from markets.grid import Coverage, Grid, build_grid
from markets.listing_values import find_countries, find_inferred_countries, read_listing_values
from markets.models import Edition, Listing, Recommendation
from markets.models.market import CANONICAL
from markets.models.recommendation import RecommendationQuerySet
from markets.news import find_news
from markets.paging import get_page
from markets.public_listings import read_public_listings
from markets.sister_lists.watch_list import compare_watch_list
from markets.templatetags.record import first_source
from markets.views.change_bar import draw_change_bar
from notorious.pages.home import list_figures
from responses.exchanges import list_entries, sort_recommendations
from responses.models import Response
from responses.nominations.outcome import find_filings
from responses.tracker import build_tracker
from responses.tracker.summary import summarize_tracker


@dataclass(frozen=True, slots=True)
class EditionListing:
    """One listing of an edition, with what the years around it say. `run` ends in + where it is "at least"."""

    listing: Listing
    row: ListingHistory
    change: Change | None
    run: str
    countries: tuple[str, ...]
    inferred: bool
    source: SafeString

    @property
    def change_words(self) -> str:
        return self.change.label if self.change and self.change is not Change.UNKNOWN else ""


@dataclass(frozen=True)
class KindOfEdition:
    """The listings of one kind that a page shows, and how many of those that USTR stated are identified.

    What each row asks of all the others is found once.
    """

    name: str
    coverage: Coverage
    entries: tuple[EditionListing, ...]
    by_country: tuple[tuple[str, str, int], ...]

    @cached_property
    def has_changes(self) -> bool:
        return any(entry.change_words for entry in self.entries)

    @cached_property
    def common_source(self) -> SafeString | None:
        """The source of at least a third of the entries, which the page then gives once."""
        counted = Counter(entry.source for entry in self.entries if not entry.listing.page)
        source, count = next(iter(counted.most_common(1)), (None, 0))
        return source if 3 * count >= len(self.entries) > 2 else None


def show_editions(request: HttpRequest) -> HttpResponse:
    """`/editions/`"""
    whole = build_grid()
    summaries = [summarize_edition(whole, edition) for edition in reversed(whole.editions)]
    return render(request, "pages/editions.html", {"grid": whole, "summaries": summaries})


def show_edition(request: HttpRequest, year: int) -> HttpResponse:
    """`/editions/2017/`"""
    whole = build_grid()
    found = find_edition(whole, year)
    responses = (
        Response.objects.public()
        .filter(edition=found)
        .select_related("party", "edition", "market__merged_into")
        .order_by("said_on")
    )
    listings = (
        Listing.objects.public()
        .filter(edition=found)
        .select_related("market__merged_into", "snapshot", "edition")
        .defer("text")
        .order_by("kind", "printed_name", "pk")
    )
    page = get_page(listings, request.GET)
    in_edition = [each for each in read_public_listings() if each.year == year]
    at = whole.years.index(year)
    listed = {each.market_id for each in in_edition}
    asked = build_tracker(find_asked_on_page(found, page, listed))
    summary = summarize_edition(whole, found)
    shown = {
        "edition": found,
        "grid": whole,
        "before": whole.editions[at - 1] if at else None,
        "after": whole.editions[at + 1] if at + 1 < len(whole.editions) else None,
        "figures": list_figures(summary),
        "bar": draw_change_bar(summary.changed),
        "change_names": summary,
        "brief": describe_edition_news(find_news(whole, summary), find_countries(read_listing_values())),
        "kinds": group_by_kind(whole, found, list(page), Counter(each.kind for each in in_edition)),
        "page": page,
        "summary": summarize_tracker(asked),
        "asked": list_entries(sort_recommendations(asked)),
        "responses": responses,
        "beyond": {
            "filings": find_filings(found),
            "on_both": [each for each in compare_watch_list() if each.listed and each.market.pk in listed],
        },
    }
    return render(request, "pages/edition.html", shown)


def find_asked_on_page(
    edition: Edition, page: Page[Listing], listed: Collection[int]
) -> RecommendationQuerySet:
    """Return what the edition asks of the markets on this page of its list.

    `listed`: the keys of those on all pages. What it asks of a market that it does not list is on the first page.
    """
    asked = Recommendation.objects.filter(edition=edition).annotate(of=CANONICAL)
    shown = {each.market.canonical_id for each in page if each.market}
    if page.number == 1:
        return asked.exclude(of__in=set(listed) - shown)
    return asked.filter(of__in=shown)


def group_by_kind(
    whole: Grid, edition: Edition, listings: Sequence[Listing], counts: Counter[str]
) -> list[KindOfEdition]:
    """Return what a page shows of each kind that the edition covers, or that it has a listing of all the same."""
    found = []
    for kind in dict.fromkeys([*edition.covers, *sorted(counts)]):
        entries = [_describe_listing(whole, each) for each in listings if each.kind == kind]
        if kind == "physical":
            entries.sort(key=lambda entry: [get_country_name(code) for code in entry.countries] or ["~"])
        cover = whole.coverage.get((edition.year, kind), Coverage(counts[kind], None))
        found.append(KindOfEdition(kind, cover, tuple(entries), count_countries(entries)))
    return found


def count_countries(entries: Sequence[EditionListing]) -> tuple[tuple[str, str, int], ...]:
    """(country, address, listings), most listings first."""
    counted = Counter(code for entry in entries for code in entry.countries)
    named = [
        (get_country_name(code), f"/countries/{code.lower()}/", count) for code, count in counted.items()
    ]
    return tuple(sorted(named, key=lambda each: (-each[2], each[0])))


def _describe_listing(whole: Grid, listing: Listing) -> EditionListing:
    market, year = listing.market, listing.edition.year
    if market is None:
        raise ValueError(f"{listing} is public without a market")
    row = whole.by_market[market.canonical_id]
    run = next(run for run in row.runs if run.first <= year <= run.last)
    length = f"{row.run_at(year)}{'' if run.since_known else '+'}"
    return EditionListing(
        listing,
        row,
        row.change(year),
        length,
        tuple(listing.countries) or find_inferred_countries(listing),
        not listing.countries,
        first_source(listing.source),
    )
