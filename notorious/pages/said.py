"""What was asked of a market, and the responses about it, altogether or under one edition."""

from __future__ import annotations

from django.db.models import QuerySet

from markets.grid import Grid
from markets.models import Market
from markets.models.standing import Standing
from responses.board import Row, asks, rows_of
from responses.models import Response


def _responses(members: list[int]) -> QuerySet[Response]:
    found = Response.objects.public().filter(market__one_of=members).select_related("party", "edition")
    return found.order_by("-said_on", "public_id")


_RESPONSES = Standing(_responses)
_ASKS = Standing(lambda members: asks().filter(market__one_of=members))


def responses_to(market: Market, year: int | None = None) -> list[Response]:
    """Public responses that name the market (or one merged into it), the latest first; `year`: to that edition."""
    found = _RESPONSES(market.members)
    return [each for each in found if year is None or each.edition and each.edition.year == year]


def asked_of(market: Market, year: int | None = None, whole: Grid | None = None) -> list[Row]:
    """What USTR asked of it and what came of it. Of most markets nothing is asked: then this is two queries."""
    found = _ASKS(market.members)
    return rows_of([each for each in found if year is None or each.edition.year == year], whole)
