"""The front page: the latest edition, the matrix in short, what is open, how complete each edition is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.briefs import edition_brief
from markets.grid import Grid, grid
from markets.models import Recommendation
from markets.tables.countries_by_year import countries_by_year
from markets.tables.entries import Entry, by_kind
from markets.views.matrix_table import matrix_table
from responses.board import AnswerStatus, Row, board

IN_SHORT = {"online": 12, "physical": 6}  # markets of each kind in the short matrix
OPEN = 8  # open questions shown
ANSWERED = {AnswerStatus.ANSWERED, AnswerStatus.INFERRED}


def home(request: HttpRequest) -> HttpResponse:
    """`/`"""
    whole = grid()
    if not whole.editions:
        return render(request, "pages/home_empty.html")
    latest = whole.editions[-1]
    still_open = open_questions()
    shown = {
        "edition": latest,
        "brief": edition_brief(whole, latest, countries_by_year()),
        "matrix": matrix_table(whole, in_short(whole)),
        "markets": len(whole.rows),
        "open": still_open[:OPEN],
        "open_count": len(still_open),
        "grid": whole,
    }
    return render(request, "pages/home.html", shown)


def in_short(whole: Grid) -> dict[str, list[Entry]]:
    """The markets of each kind that most editions are known to list."""
    plain = [Entry(row, frozenset(), frozenset(), frozenset(), frozenset()) for row in whole.rows]
    most = sorted(plain, key=lambda entry: (-entry.total, entry.first, entry.market.name.casefold()))
    return {kind: found[: IN_SHORT[kind]] for kind, found in by_kind(most).items()}


def open_questions() -> list[Row]:
    """What USTR asked and no recovered answer or established treatment closes; the latest first."""
    asks = Recommendation.objects.public().asks()
    return [row for row in board(asks) if row.answer.status not in ANSWERED or not row.after.links]
