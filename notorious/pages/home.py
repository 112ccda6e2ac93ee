"""The front page: the latest edition, the matrix in short, what is open, how complete each edition is."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.alike import Alike, alike, first_of, total
from markets.briefs import edition_brief
from markets.cells import Row as MarketRow
from markets.grid import Grid, frame
from markets.models import Recommendation
from markets.news import news
from markets.tables.entries import Entry
from markets.views.matrix_table import matrix_table
from notorious.pages.rollup import countries_by_year
from responses.tracker import AnswerStatus, Row, asks, links, rows_of
from responses.tracker.answers import canonical

IN_SHORT = {"online": 12, "physical": 6}  # markets of each kind in the short matrix
OPEN = 8  # open questions shown
ANSWERED = {AnswerStatus.ANSWERED, AnswerStatus.LIKELY_ANSWER}


def home(request: HttpRequest) -> HttpResponse:
    """`/`"""
    editions = frame()
    if not editions.editions:
        return render(request, "pages/home_empty.html")
    latest = editions.editions[-1]
    markets = alike()
    told, short, asked = news(editions, latest, markets), in_short(markets), perhaps_open()
    whole = editions.of(told.markets.union(*short.values(), (canonical(each).pk for each in asked)))
    still_open, how_many = open_questions(asked, whole)
    shown = {
        "edition": latest,
        "brief": edition_brief(told, whole.by_market, countries_by_year),
        "matrix": matrix_table(
            editions, {kind: [_entry(whole.by_market[key]) for key in keys] for kind, keys in short.items()}
        ),
        "markets": total(markets),
        "open": still_open,
        "open_count": how_many,
        "grid": editions,
    }
    return render(request, "pages/home.html", shown)


def in_short(markets: Sequence[Alike]) -> dict[str, list[int]]:
    """{kind: keys of its markets that most editions are known to list}, kinds without a market left out."""
    most = {
        kind: first_of(
            (each for each in markets if each.kind == kind),
            count,
            lambda each: (-len(each.course.listed_years), each.course.listed_years[:1] or (9999,)),
        )
        for kind, count in IN_SHORT.items()
    }
    return {kind: keys for kind, keys in most.items() if keys}


def _entry(row: MarketRow) -> Entry:
    return Entry(row, frozenset(), frozenset(), frozenset(), frozenset())


def perhaps_open() -> list[Recommendation]:
    """The asks to look at for those that are open, the latest first.

    Only an ask that a later edition is linked to can be closed. All of these are looked at, and so many of the
    latest that enough are left were all of these closed.
    """
    linked = {link.earlier_id for link in links()}
    latest = Recommendation.objects.public().asks().values_list("pk", flat=True)[: OPEN + len(linked)]
    return list(asks().filter(kind=Recommendation.Kind.RECOMMENDATION, pk__in=linked.union(latest)))


def open_questions(asked: Sequence[Recommendation], whole: Grid) -> tuple[list[Row], int]:
    """What USTR asked and no recovered answer or established follow_up closes: the latest, and how many in all."""
    looked_at = rows_of(asked, whole)
    still_open = [row for row in looked_at if row.answer.status not in ANSWERED or not row.after.links]
    closed = len(looked_at) - len(still_open)
    return still_open[:OPEN], Recommendation.objects.public().asks().count() - closed
