"""What was asked of a market, and the responses about it, altogether or under one edition."""

from __future__ import annotations

from django.db.models import Q

from markets.grid import Grid
from markets.models import Market, Recommendation
from markets.models.market import within
from responses.board import Row, board
from responses.models import Response


def responses_to(market: Market, year: int | None = None) -> list[Response]:
    """Public responses that name the market (or one merged into it), the latest first; `year`: to that edition."""
    its_own = Q(market=market) | Q(market__merged_into=market)
    found = (
        Response.objects.public()
        .filter(its_own)
        .select_related("party", "edition")
        .order_by("-said_on", "public_id")
    )
    return list(found if year is None else found.filter(edition__year=year))


def asked_of(market: Market, year: int | None = None, whole: Grid | None = None) -> list[Row]:
    """What USTR asked of it and what came of it. Of most markets nothing is asked: then this is one query."""
    asks = Recommendation.objects.public().filter(within([market.pk]))
    if year is not None:
        asks = asks.filter(edition__year=year)
    return board(asks, whole)
