"""What the tables of responses share: columns, and which responses are asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from django.db.models import Count
from django.db.models.functions import Coalesce

from markets.models import Evidence
from markets.models.market import CANONICAL
from markets.models.version import once_per_revision
from markets.tables import shared
from markets.tables.columns import Column, Type, words
from markets.tables.listings import canonical
from markets.tables.scope import Scope
from responses.models import Answer, Response

NO_MARKET = "it is about the List as a whole, or about several markets"
PARTY = Column("party", Type.ID, "The responder's permanent id.", "alibaba-group", references="parties.party")
PARTY_NAME = Column("party_name", Type.TEXT, "The responder's name.", "Alibaba Group")
MARKET = replace(shared.MARKET, empty=NO_MARKET)
MARKET_NAME = replace(shared.MARKET_NAME, empty=NO_MARKET)
RESPONSE = Column(
    "response_id",
    Type.ID,
    "Permanent id of the response.",
    "2018-01-12-alibaba-group-1",
    references="responses.response_id",
)
POINT = Column(
    "point_id",
    Type.ID,
    "Permanent id of the point.",
    "2018-01-12-alibaba-group-1-P1",
    references="response_points.point_id",
)
SAID_ON = Column(
    "said_on",
    Type.PARTIAL_DATE,
    "When it was said, as exactly as it is known.",
    "2018-01-12",
    empty="not known",
)
EVIDENCE = replace(shared.EVIDENCE, words=words(Evidence)[:2])


@once_per_revision
def response_counts() -> Counter[tuple[int, int]]:
    """{(market, year): public responses under that edition that are about that market, or that answer its entry or
    something asked in it}, each counted once; for the timeline. Two queries."""
    filed = (
        Response.objects.public()
        .filter(market__isnull=False)
        .annotate(of=CANONICAL)
        .order_by()
        .values_list("of", "edition__year")
        .annotate(count=Count("pk"))
    )
    counts = Counter({(of, year): count for of, year, count in filed})
    # Of the others there are few: people link them one by one.
    counts.update((of, year) for of, year, _ in _answering_elsewhere())
    return counts


def _answering_elsewhere() -> set[tuple[int, int, int]]:
    """(market, year, response) of answers to what is under another market or edition than the response."""
    links = Answer.objects.public().filter(to__in=(Answer.To.RECOMMENDATION, Answer.To.ENTRY))
    found = links.order_by().annotate(
        of=Coalesce("recommendation__market__merged_into", "recommendation__market", CANONICAL),
        year=Coalesce("recommendation__edition__year", "edition__year"),
        own=Coalesce("point__response__market__merged_into", "point__response__market"),
    )
    filed = ("own", "point__response__edition__year")
    return {
        (of, year, response)
        for of, year, response, *at in found.values_list("of", "year", "point__response", *filed).distinct()
        if (of, year) != tuple(at)
    }


def about(response: Response, scope: Scope) -> bool:
    """Whether a response is asked for: one about no market in particular goes with all markets alone."""
    if response.market is None:
        return scope.markets is None and scope.holds_year(response.edition.year)
    return scope.holds(canonical(response.market).slug, response.edition.year)


def market_of(response: Response) -> tuple[str, str]:
    """The id and the name of the market that a response is about; blank where it is about none in particular."""
    market = canonical(response.market) if response.market else None
    return (market.slug, market.name) if market else ("", "")
