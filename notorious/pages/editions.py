"""All editions; one edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, groupby

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from markets.alike import alike
from markets.briefs import edition_brief
from markets.cells import Row
from markets.changes import CHANGE_WORDS, Change
from markets.grid import Coverage, Grid, frame
from markets.models import KINDS, Edition, Listing, Recommendation
from markets.news import news
from notorious.pages.rollup import countries_by_year
from responses.models import Response

SHOWN = 200  # listings of each kind, and recommendations: of more the first are shown


@dataclass(frozen=True, slots=True)
class Entry:
    """One listing of an edition, with what the years around it say. `run` ends in + where it is "at least"."""

    listing: Listing
    row: Row
    change: Change | None
    run: str
    asked: int

    @property
    def change_words(self) -> str:
        return CHANGE_WORDS[self.change] if self.change else ""


@dataclass(frozen=True, slots=True)
class Kind:
    """The first listings of one kind, how many there are, and how many of those that USTR stated are held."""

    name: str
    coverage: Coverage
    entries: tuple[Entry, ...]
    count: int


def editions(request: HttpRequest) -> HttpResponse:
    """`/editions/`"""
    whole = frame()
    return render(
        request,
        "pages/editions.html",
        {"grid": whole, "pairs": list(zip(whole.years, whole.years[1:], strict=False))},
    )


def find_edition(whole: Grid, year: int) -> Edition:
    """The public edition of that year under review; else 404 with a sentence that helps."""
    found = next((edition for edition in whole.editions if edition.year == year), None)
    if found is None:
        raise Http404(no_edition(whole, year))
    return found


def no_edition(whole: Grid, year: int) -> str:
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


def edition(request: HttpRequest, year: int) -> HttpResponse:
    """`/editions/2017/`"""
    whole = frame()
    found = find_edition(whole, year)
    recommendations = Recommendation.objects.public().filter(edition=found)
    first = list(
        recommendations.select_related("market__merged_into", "edition").order_by(
            "market__name", "-kind", "ordinal"
        )[: SHOWN + 1]
    )
    told, listings = news(whole, found, alike()), listings_of(found)
    rows = whole.of(told.markets.union(map(_canonical, chain.from_iterable(listings.values())))).by_market
    responses = (
        Response.objects.public().filter(edition=found).select_related("party", "market").order_by("said_on")
    )
    at = whole.years.index(year)
    shown = {
        "edition": found,
        "before": whole.editions[at - 1] if at else None,
        "after": whole.editions[at + 1] if at + 1 < len(whole.editions) else None,
        "brief": edition_brief(told, rows, countries_by_year),
        "kinds": kinds(whole, found, listings, rows),
        "asked": [(market, list(group)) for market, group in groupby(first[:SHOWN], key=_market_of)],
        "asked_count": len(first) if len(first) <= SHOWN else recommendations.count(),
        "shown": SHOWN,
        "responses": responses,
        "others": [each for each in whole.editions if each.year != year],
    }
    return render(request, "pages/edition.html", shown)


def _market_of(recommendation: Recommendation) -> object:
    market = recommendation.market
    return market.merged_into or market if market else None


def listings_of(edition: Edition) -> dict[str, list[Listing]]:
    """{kind: the first listings of an edition in the order of their printed names}: one query."""
    listings = (
        Listing.objects.public()
        .filter(edition=edition)
        .select_related("market__merged_into", "snapshot", "edition")
        .order_by("printed_name", "pk")
    )
    online, physical = (listings.filter(kind=kind)[:SHOWN] for kind, _ in KINDS)
    found: dict[str, list[Listing]] = {kind: [] for kind, _ in KINDS}
    for listing in online.union(physical, all=True):
        found[listing.kind].append(listing)
    return found


def kinds(
    whole: Grid, found: Edition, listings: Mapping[str, list[Listing]], rows: Mapping[int, Row]
) -> list[Kind]:
    """What the page shows of each kind that the edition covers, or that it has a listing of all the same."""
    public = Listing.objects.public().filter(edition=found).order_by()
    counted = Counter(dict(public.values_list("kind").annotate(count=Count("pk"))))
    return [
        Kind(
            kind,
            whole.coverage.get((found.year, kind), Coverage(counted[kind], None)),
            tuple(_entry(rows[_canonical(each)], found.year, each) for each in listings[kind]),
            counted[kind],
        )
        for kind in dict.fromkeys([*found.covers, *sorted(counted)])
    ]


def _canonical(listing: Listing) -> int:
    market = listing.market
    if market is None:
        raise ValueError(f"{listing} is public without a market")
    return market.merged_into_id or market.pk


def _entry(row: Row, year: int, listing: Listing) -> Entry:
    run = next(run for run in row.runs if run.first <= year <= run.last)
    length = f"{row.run_at(year)}{'' if run.since_known else '+'}"
    return Entry(listing, row, row.change(year), length, row.cell(year).recommendations)
