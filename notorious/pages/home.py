"""The front page: the latest edition, the matrix in short, what is open, how complete each edition is."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.briefs import describe_edition_news
from markets.cells import ListingHistory
from markets.grid import build_grid
from markets.listing_values import find_countries, read_listing_values
from markets.models import Recommendation
from markets.news import find_news
from markets.tables.entries import MarketEntry
from markets.views.matrix_table import format_matrix
from responses.tracker import AnswerStatus, RecommendationRow, build_tracker

IN_SHORT = {"online": 12, "physical": 6}  # markets of each kind in the short matrix
OPEN_SHOWN = 8  # open questions on the page
ANSWERED = {AnswerStatus.ANSWERED, AnswerStatus.LIKELY_ANSWER}


def show_home(request: HttpRequest) -> HttpResponse:
    """`/`"""
    grid = build_grid()
    if not grid.editions:
        return render(request, "pages/home_empty.html")
    latest = grid.editions[-1]
    still_open = find_open_questions()
    none: frozenset[str] = frozenset()
    short = {
        kind: [MarketEntry(row, none, none, none, none) for row in rows]
        for kind, rows in choose_in_short(grid.rows).items()
    }
    shown = {
        "edition": latest,
        "brief": describe_edition_news(find_news(grid, latest), find_countries(read_listing_values())),
        "matrix": format_matrix(grid, short),
        "markets": len(grid.rows),
        "open": still_open[:OPEN_SHOWN],
        "open_count": len(still_open),
        "grid": grid,
    }
    return render(request, "pages/home.html", shown)


def choose_in_short(rows: Sequence[ListingHistory]) -> dict[str, list[ListingHistory]]:
    """{kind: its markets that most editions are known to list}, kinds without a market left out."""
    ordered = sorted(rows, key=lambda row: (-len(row.listed_years), row.listed_years[:1] or (9999,)))
    most = {
        kind: [row for row in ordered if row.market.kind == kind][:count] for kind, count in IN_SHORT.items()
    }
    return {kind: found for kind, found in most.items() if found}


def find_open_questions() -> list[RecommendationRow]:
    """What USTR asked and no recovered answer or established follow-up closes, the latest first."""
    return [
        row
        for row in build_tracker()
        if row.recommendation.kind == Recommendation.Kind.RECOMMENDATION
        and (row.answer.status not in ANSWERED or not row.after.links)
    ]
