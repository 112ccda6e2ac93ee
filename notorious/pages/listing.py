"""`/editions/2017/taobao/`: one market in one edition, also where the text is missing or it is not listed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from markets.diffs import diff_texts
from markets.edition_lookup import find_edition
from markets.grid import build_grid
from markets.listing_values import find_inferred_countries
from markets.market_brief import describe_edition
from markets.models import CountryStatus, Listing
from markets.sister_lists.country_status import find_statuses
from notorious.pages.markets import find_any_market, find_listings
from notorious.pages.said import find_asked, find_responses
from responses.exchanges import list_entries, sort_recommendations


def find_country_statuses(listing: Listing) -> list[CountryStatus]:
    """Return the Special 301 statuses of its countries, by the report in force when the edition came out."""
    statuses = find_statuses(listing.edition)
    codes = listing.countries or find_inferred_countries(listing)
    return [statuses[code] for code in codes if code in statuses]


def show_listing(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """Return what is known of this market in this edition, and how."""
    _, market = find_any_market(slug)
    if market.slug != slug:
        return redirect(f"/editions/{year}/{market.slug}/", permanent=True)
    whole = build_grid()
    edition = find_edition(whole, year)
    (row,) = build_grid([market]).rows
    listings = {each.edition.year: each for each in find_listings(market)}
    found = listings.get(year)
    at = whole.years.index(year)
    before = listings.get(whole.years[at - 1]) if at else None
    texts = bool(found and before and found.text and before.text)
    shown = {
        "market": market,
        "edition": edition,
        "listing": found,
        "cell": row.cell(year),
        "row": row,
        "coverage": whole.coverage.get((year, market.kind)),
        "brief": describe_edition(row, year),
        "against": before if texts else None,
        "diff": diff_texts(before.text, found.text) if texts and before and found else (),
        "exchanges": list_entries(sort_recommendations(find_asked(market, year))),
        "responses": find_responses(market, year),
        "before": whole.years[at - 1] if at else None,
        "special301": find_country_statuses(found) if found else [],
        "take": f"market={market.slug}&year={year}&absences=1",
        "after": whole.years[at + 1] if at + 1 < len(whole.years) else None,
    }
    return render(request, "pages/listing.html", shown)
