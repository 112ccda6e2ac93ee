"""`/markets/taobao/`: one market through all editions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from markets.cells import Cell, ListingHistory
from markets.diffs import SentenceDiff, diff_texts
from markets.grid import Grid, build_grid
from markets.market_brief import describe_kind, describe_market
from markets.models import Edition, Listing, Market, Merger
from markets.runs import Status
from markets.sentences import Part
from notorious.pages.market_beyond import describe_unlisted, find_beside_listings, find_beyond
from notorious.pages.market_facts import MarketFactBox, find_facts
from notorious.pages.printed import list_printed_values
from notorious.pages.said import find_asked, find_responses
from responses.exchanges import list_entries, sort_recommendations
from responses.models import Claim
from responses.tracker.summary import summarize_tracker

RESPONSES_FIRST = 8  # responses shown before the others unfold
CLAIMS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class MarketYear:
    """What one edition says of the market. `against` is the listing that the diff compares with."""

    edition: Edition
    cell: Cell
    listing: Listing | None = None
    against: Listing | None = None
    diff: tuple[SentenceDiff, ...] = ()


def show_market(request: HttpRequest, slug: str) -> HttpResponse:
    """Return one market; the address of a merged one leads to what it was merged into."""
    unlisted, found = find_any_market(slug)
    if found.slug != slug:
        return redirect(found, permanent=True)
    if unlisted:
        beside = find_beside_listings(unlisted)
        shown = {"market": unlisted, "beyond": beside, "lead": describe_unlisted(beside)}
        return render(request, "pages/market_never_listed.html", shown)
    whole = build_grid()
    row = whole.by_market[found.pk]
    listings = find_listings(found)
    beyond = find_beyond(found)
    facts = find_facts(row, listings, beyond)
    asked = sort_recommendations(find_asked(found))
    years = make_years(whole, row, listings)
    responses = find_responses(found)
    claims = find_claims(found)
    shown = {
        "market": found,
        "take": f"market={found.slug}&absences=1",
        "downloads": [
            (
                f"/data/recommendations_and_responses.csv?market={found.slug}",
                "Recommendations and responses (CSV)",
            ),
            (f"/api/v1/markets/{found.slug}/", "API"),
            (f"/feeds/markets/{found.slug}.atom", "Feed"),
        ],
        "row": row,
        "kind": describe_kind(row, facts.category, find_place(facts), find_operators(facts)),
        "brief": describe_market(row),
        "facts": facts,
        "known": [year for year in years if year.cell.status in (Status.LISTED, Status.NOT_LISTED)],
        "unknown": find_years(row, Status.UNKNOWN),
        "outside": find_years(row, Status.OUT_OF_SCOPE),
        "texts": [year for year in years if year.listing and year.listing.text],
        "names": list_printed_values((listing.edition.year, listing.printed_name) for listing in listings),
        "domains": facts.domains,
        "exchanges": list_entries(asked),
        "summary": summarize_tracker(asked),
        "responses": responses,
        "first_responses": responses[:RESPONSES_FIRST],
        "more_responses": responses[RESPONSES_FIRST:],
        "claims": claims[:CLAIMS_SHOWN],
        "claim_count": len(claims),
        "merged": Merger.objects.filter(into=found, undone_at__isnull=True).select_related("market"),
        "successors": found.successors.all(),
        "beyond": beyond,
    }
    return render(request, "pages/market.html", shown | describe_contents(shown))


def describe_contents(shown: Mapping[str, Any]) -> dict[str, list[Any]]:
    """`contents`: the sections that the page has, and `missing`: what the record has nothing of."""
    beyond = shown["beyond"]
    sections = [
        ("recommendations", "Recommendations and responses", "recommendations", shown["exchanges"]),
        ("history", "History and sources", "", True),
        ("responses", "Responses", "responses", shown["responses"]),
        ("texts", "USTR’s text", "USTR’s text", shown["texts"]),
        ("figures", "Company figures", "company figures", shown["claims"]),
        ("eu-watch-list", "EU Watch List", "", beyond["watch_list"]),
        ("nominations", "Nominations", "nominations", beyond["nominations"]),
        ("names", "Names and domains", "", True),
    ]
    return {
        "contents": [(address, words) for address, words, _, there in sections if there],
        "missing": [word for _, _, word, there in sections if word and not there],
    }


def find_place(facts: MarketFactBox) -> list[Part]:
    """Return the city of a physical market before its country."""
    city = f"{facts.city}, " if facts.city and facts.row.market.kind == "physical" else ""
    return [
        Part(part.text if number else f"{city}{part.text}", part.href)
        for number, part in enumerate(facts.countries)
    ]


def find_operators(facts: MarketFactBox) -> list[Part]:
    """Parties that operate the market now."""
    current = [each for each in facts.operations if not each.to_year]
    return [Part(each.party.name, each.party.get_absolute_url()) for each in current]


def find_years(row: ListingHistory, status: Status) -> list[int]:
    """Return the editions that have one status."""
    return [year for year, each in row.statuses.items() if each is status]


def find_claims(market: Market) -> list[Claim]:
    """Public company figures about the market, the latest first."""
    found = Claim.objects.public().filter(point__response__market__in=market.members)
    related = ("point__response__party", "point__response__edition", "point__response__market")
    return list(found.select_related(*related).order_by("-point__response__said_on", "pk"))


def find_unlisted_market(slug: str) -> Market | None:
    """Return the market of that address where no listing of it is known, but something else."""
    found = Market.objects.at(slug).first()
    if found is None or found.pk in build_grid().by_market:
        return None
    return Market.objects.never_listed().filter(pk=found.pk).first()


def find_any_market(slug: str) -> tuple[Market | None, Market]:
    """Return the market of that address in any case, first None where a listing of it is known; else 404."""
    address = slug if Market.objects.at(slug).exists() else slug.lower()
    unlisted = find_unlisted_market(address)
    return unlisted, unlisted or find_market(address)


def find_market(slug: str) -> Market:
    """Return the public market of that address, or the one that it was merged into; else 404 with a sentence."""
    found = Market.objects.at(slug).select_related("succeeds").first()
    if found is not None and found.pk in build_grid().by_market:
        return found
    if unlisted := find_unlisted_market(slug):
        raise Http404(
            f"No edition in this record is known to list {unlisted.name}. "
            f"What is known of it is on {unlisted.get_absolute_url()}"
        )
    raise Http404(
        f"There is no market “{slug}” in this record. Try the list of all markets, or the search, "
        "which also finds misspelt names."
    )


def find_listings(market: Market) -> list[Listing]:
    """Return its public listings, oldest first: one query."""
    found = Listing.objects.public().filter(market__in=market.members)
    return list(found.select_related("edition", "snapshot", "market").order_by("edition__year"))


def make_years(whole: Grid, row: ListingHistory, listings: list[Listing]) -> list[MarketYear]:
    """Return every edition, the latest first, with the diff of its text against the text before where we have both."""
    by_year = {listing.edition.year: listing for listing in listings}
    found: list[MarketYear] = []
    for position, edition in enumerate(whole.editions):
        listing = by_year.get(edition.year)
        before = by_year.get(whole.years[position - 1]) if position else None
        if listing and before and listing.text and before.text:
            found.append(
                MarketYear(
                    edition, row.cell(edition.year), listing, before, diff_texts(before.text, listing.text)
                )
            )
        else:
            found.append(MarketYear(edition, row.cell(edition.year), listing))
    return found[::-1]
