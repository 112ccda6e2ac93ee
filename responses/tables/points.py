"""The table of the points of responses."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markets.citations import link_first_source, name_first_source
from markets.models import TextMode
from markets.tables import shared
from markets.tables.citing import cite_here
from markets.tables.columns import EXCERPTS, Column, Table, Type, columns_of, describe_choices
from markets.tables.evidence import source_id
from markets.tables.partial_dates import day_columns
from markets.tables.scope import Scope
from responses.models import Answer, ResponsePoint, Stance
from responses.tables.about import (
    PARTY,
    PARTY_NAME,
    POINT,
    RESPONSE,
    RESPONSE_EVIDENCE,
    RESPONSE_MARKET,
    RESPONSE_MARKET_NAME,
    SAID_ON,
    ResponseRecord,
)


@dataclass(eq=False)
class PointRecord(ResponseRecord):
    """A point of a response, and the recommendations that it answers."""

    point: ResponsePoint
    recommendation_ids: Sequence[str]

    @property
    def path(self) -> str:
        return f"{self.response.get_absolute_url()}#P{self.point.ordinal}"

    @property
    def cite_as(self) -> str:
        what = f"{self.party.name}, “{self.response.title}”, point {self.point.ordinal}"
        return cite_here(what, self.scope.version, self.permalink)


def _records(scope: Scope) -> Iterator[PointRecord]:
    answered: dict[int, list[str]] = defaultdict(list)
    links = Answer.objects.public().filter(recommendation__isnull=False).order_by("recommendation__public_id")
    for key, recommendation in links.values_list("point", "recommendation__public_id"):
        answered[key].append(recommendation or "")
    related = ("response__party", "response__edition", "response__market__merged_into")
    for point in ResponsePoint.objects.public().select_related(*related).order_by():
        yield PointRecord(scope, point.response, point, answered[point.pk])


RESPONSE_POINTS = Table(
    name="response_points",
    title="Points of responses",
    about="One row per thing that a response says. The summary is ours; the quotation is the responder's.",
    columns=(
        replace(POINT, references=""),
        RESPONSE,
        *columns_of(
            "point",
            Column("ordinal", Type.INTEGER, "Its number in the response.", "1"),
            PARTY,
            PARTY_NAME,
            shared.YEAR,
            RESPONSE_MARKET,
            RESPONSE_MARKET_NAME,
            SAID_ON,
            Column(
                "summary",
                Type.TEXT,
                "What it says, in our words.",
                "Says that it took down 240,000 shops.",
            ),
            Column(
                "quote",
                Type.TEXT,
                "The responder's own words.",
                "… we took down …",
                empty="none is recorded",
            ),
            Column(
                "quote_mode",
                Type.WORD,
                "What the quotation is to its author's words.",
                "verbatim",
                words=describe_choices(TextMode),
                empty="as before",
            ),
            Column(
                "quote_check",
                Type.ID,
                "How the quotation compares with the document that we keep.",
                "exact",
                empty="not compared, or there is none",
            ),
            Column(
                "stance",
                Type.WORD,
                "How the responder meets what is asked.",
                "met",
                words=describe_choices(Stance),
                empty="not classified",
            ),
        ),
        Column(
            "recommendation_ids",
            Type.CODES,
            "What it answers, separated by spaces; the table of answers says whether we infer it.",
            "2017-R2 2017-R5",
            empty="no single recommendation",
        ),
        Column(
            "url",
            Type.URL,
            "Where this point is reported, if elsewhere.",
            "https://www.reuters.com/article",
            lambda record: record.point.url,
            empty="where the response is",
        ),
        replace(RESPONSE_EVIDENCE, value=lambda record: record.point.evidence),
        replace(shared.SOURCE_ID, value=lambda record: source_id(record.point.source_line)),
        replace(shared.SOURCE, value=lambda record: name_first_source(record.point.source_line)),
        replace(shared.SOURCE_PAGE, value=lambda record: record.point.page),
        shared.PERMALINK,
        shared.DATA_VERSION,
        shared.CITE_AS,
        *day_columns(SAID_ON),
        replace(
            shared.SOURCE_URL,
            value=lambda record: link_first_source(record.point.source_line),
            since="v2026.2",
        ),
    ),
    key=("point_id",),
    sorted_by=("response_id", "ordinal"),
    records=_records,
    license=EXCERPTS,
)
