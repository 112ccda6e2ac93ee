"""All editions; one edition."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from markets.briefs import edition_brief
from markets.changes import CHANGE_WORDS, Change
from markets.grid import Coverage, Grid, Row, grid
from markets.models import Edition, Listing, Recommendation
from markets.tables.countries_by_year import countries_by_year
from responses.models import Response


@dataclass(frozen=True, slots=True)
class Entry:
    """One listing of an edition, with what the years around it say. `spell` ends in + where it is "at least"."""

    listing: Listing
    row: Row
    change: Change | None
    spell: str
    asked: int

    @property
    def change_words(self) -> str:
        return CHANGE_WORDS[self.change] if self.change else ""


@dataclass(frozen=True, slots=True)
class Kind:
    """The listings of one kind, and how many of those that USTR stated they are."""

    name: str
    coverage: Coverage
    entries: tuple[Entry, ...]


def editions(request: HttpRequest) -> HttpResponse:
    """`/editions/`"""
    whole = grid()
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
    whole = grid()
    found = find_edition(whole, year)
    recommendations = list(
        Recommendation.objects.public()
        .filter(edition=found)
        .select_related("market__merged_into", "edition")
        .order_by("market__name", "-kind", "ordinal")
    )
    responses = (
        Response.objects.public().filter(edition=found).select_related("party", "market").order_by("said_on")
    )
    at = whole.years.index(year)
    shown = {
        "edition": found,
        "before": whole.editions[at - 1] if at else None,
        "after": whole.editions[at + 1] if at + 1 < len(whole.editions) else None,
        "brief": edition_brief(whole, found, countries_by_year()),
        "kinds": kinds(whole, found),
        "asked": [(market, list(group)) for market, group in groupby(recommendations, key=_market_of)],
        "responses": responses,
        "others": [each for each in whole.editions if each.year != year],
    }
    return render(request, "pages/edition.html", shown)


def _market_of(recommendation: Recommendation) -> object:
    market = recommendation.market
    return market.merged_into or market if market else None


def kinds(whole: Grid, found: Edition) -> list[Kind]:
    """The listings of an edition by kind, in the order of their names: one query."""
    listings = (
        Listing.objects.public()
        .filter(edition=found)
        .select_related("market__merged_into", "snapshot", "edition")
        .order_by("printed_name")
    )
    by_kind: dict[str, list[Entry]] = {kind: [] for kind in found.covers}
    for listing in listings:
        by_kind.setdefault(listing.kind, []).append(_entry(whole, found.year, listing))
    return [
        Kind(kind, whole.coverage.get((found.year, kind), Coverage(len(entries), None)), tuple(entries))
        for kind, entries in by_kind.items()
    ]


def _entry(whole: Grid, year: int, listing: Listing) -> Entry:
    market = listing.market
    if market is None:
        raise ValueError(f"{listing} is public without a market")
    row = whole.by_market[market.merged_into_id or market.pk]
    run = next(spell for spell in row.spells if spell.first <= year <= spell.last)
    length = f"{row.spell_at(year)}{'' if run.since_known else '+'}"
    return Entry(listing, row, row.change(year), length, row.cell(year).recommendations)
