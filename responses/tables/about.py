"""What the tables of responses share: columns, and what they read."""

from collections import Counter
from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from markets.consistent_read import once_per_revision
from markets.models import Edition, Evidence, Market
from markets.models.market import CANONICAL
from markets.tables import shared
from markets.tables.columns import Column, Type, describe_choices
from markets.tables.scope import TableRecord
from responses.models import Answer, Party, Response
from responses.models.response import NOTHING_SAID, ResponseQuerySet

NO_MARKET = "it is about the List as a whole, or about several markets"
PARTY = Column(
    "party",
    Type.ID,
    "The responder's permanent id.",
    "alibaba-group",
    lambda record: record.party.slug,
    references="parties.party",
)
PARTY_NAME = Column(
    "party_name", Type.TEXT, "The responder's name.", "Alibaba Group", lambda record: record.party.name
)
RESPONSE_MARKET = replace(
    shared.MARKET, value=lambda record: record.market.slug if record.market else "", empty=NO_MARKET
)
RESPONSE_MARKET_NAME = replace(
    shared.MARKET_NAME, value=lambda record: record.market.name if record.market else "", empty=NO_MARKET
)
RESPONSE = Column(
    "response_id",
    Type.ID,
    "Permanent id of the response.",
    "2018-01-12-alibaba-group-1",
    lambda record: record.response.public_id,
    references="responses.response_id",
)
POINT = Column(
    "point_id",
    Type.ID,
    "Permanent id of the point.",
    "2018-01-12-alibaba-group-1-P1",
    lambda record: record.point.public_id,
    references="response_points.point_id",
)
SAID_ON = Column(
    "said_on",
    Type.PARTIAL_DATE,
    "When it was said, as exactly as it is known.",
    "2018-01-12",
    lambda record: record.response.said,
    empty="not known",
)
RESPONSE_EVIDENCE = replace(shared.EVIDENCE, words=describe_choices(Evidence)[:2])


@dataclass(eq=False)
class ResponseRecord(TableRecord):
    """A response, or something in it."""

    response: Response

    @property
    def party(self) -> Party:
        return self.response.party

    @property
    def edition(self) -> Edition:
        return self.response.edition

    @property
    def market(self) -> Market | None:
        """What it is about; none where that is the List as a whole, or several markets."""
        return self.response.market.canonical if self.response.market else None

    @property
    def path(self) -> str:
        return self.response.get_absolute_url()


def count_statements(responses: ResponseQuerySet, *by: str) -> Counter[tuple[int, ...]]:
    """{the values of `by`: how many of these responses say something}; 0 where a silence alone is recorded."""
    groups = (
        responses.order_by().values_list(*by).annotate(spoken=Count("pk", filter=~Q(kind__in=NOTHING_SAID)))
    )
    return Counter({tuple(key): spoken for *key, spoken in groups})


@once_per_revision
def response_counts() -> Counter[tuple[int, ...]]:
    """{(market, year): public responses under that edition that are about that market, or that answer its entry or
    something asked in it}, each counted once, 0 for a silence; for the timeline. Two queries."""
    filed = Response.objects.public().filter(market__isnull=False).annotate(of=CANONICAL)
    counts = count_statements(filed, "of", "edition__year")
    # Of the others there are few: people link them one by one.
    counts.update((of, year) for of, year, _ in _answering_elsewhere())
    return counts


def _answering_elsewhere() -> set[tuple[int, int, int]]:
    """(market, year, response) of answers to what is under another market or edition than the response."""
    links = Answer.objects.public().filter(to__in=(Answer.To.RECOMMENDATION, Answer.To.ENTRY))
    links = links.exclude(point__response__kind__in=NOTHING_SAID)
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
