"""What was asked of a market, and the responses about it, altogether or under one edition."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from markets.grid import Grid
from markets.models import Market
from markets.models.standing import Standing
from responses.models import Answer, Response
from responses.tracker import Row, asks, rows_of


def _responses(which: Q) -> QuerySet[Response]:
    return (
        Response.objects.public()
        .filter(which)
        .select_related("party", "edition")
        .order_by("-said_on", "public_id")
    )


def _answering(members: list[int], year: int) -> QuerySet[Any, Any]:
    """The responses that answer the entry of this market in this edition, or something asked in it."""
    entry = Q(to=Answer.To.ENTRY, market__one_of=members, edition__year=year)
    asked = Q(recommendation__market__one_of=members, recommendation__edition__year=year)
    return Answer.objects.public().filter(entry | asked).order_by().values_list("point__response")


_RESPONSES = Standing(lambda members: _responses(Q(market__one_of=members)))
_ANSWERING = Standing(_answering)
_TO_EDITION = Standing(
    lambda members, year, answering: _responses(
        Q(market__one_of=members, edition__year=year) | Q(pk__one_of=answering)
    )
)
_ASKS = Standing(lambda members: asks().filter(market__one_of=members))


def responses_to(market: Market, year: int | None = None) -> list[Response]:
    """Public responses that name the market (or one merged into it), the latest first.

    `year`: those under that edition, and those that answer what it says of the market; what the timeline counts.
    """
    if year is None:
        return _RESPONSES(market.members)
    answering = [response for (response,) in _ANSWERING(market.members, year)]
    return _TO_EDITION(market.members, year, answering)


def asked_of(market: Market, year: int | None = None, whole: Grid | None = None) -> list[Row]:
    """What USTR asked of it and what came of it. Of most markets nothing is asked: then this is two queries."""
    found = _ASKS(market.members)
    return rows_of([each for each in found if year is None or each.edition.year == year], whole)
