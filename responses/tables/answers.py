"""The table of what points answer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markets.citations import link_first_source, name_first_source
from markets.tables import shared
from markets.tables.columns import Column, Table, Type, describe_choices
from markets.tables.scope import Scope
from responses.models import Answer, ResponsePoint
from responses.tables.about import POINT, ResponseRecord


@dataclass(eq=False)
class AnswerRecord(ResponseRecord):
    """A point, and something that it answers."""

    link: Answer

    @property
    def point(self) -> ResponsePoint:
        return self.link.point


def _records(scope: Scope) -> Iterator[AnswerRecord]:
    links = Answer.objects.public().select_related(
        "point__response", "recommendation", "edition", "market__merged_into"
    )
    for link in links.order_by():
        yield AnswerRecord(scope, link.point.response, link)


ANSWERS = Table(
    name="answers",
    title="What points answer",
    about="One row per point and thing that it answers.",
    columns=(
        POINT,
        Column(
            "answers_to",
            Type.WORD,
            "What kind of thing it answers.",
            "recommendation",
            lambda record: record.link.to,
            words=describe_choices(Answer.To),
        ),
        Column(
            "recommendation_id",
            Type.ID,
            "The recommendation or criticism.",
            "2017-R2",
            lambda record: record.link.recommendation.public_id or "" if record.link.recommendation else "",
            references="recommendations.recommendation_id",
            empty="it answers something else",
        ),
        replace(
            shared.YEAR,
            value=lambda record: record.link.edition.year if record.link.edition else None,
            empty="it answers no edition as such",
        ),
        replace(
            shared.MARKET,
            value=lambda record: record.link.market.canonical.slug if record.link.market else "",
            empty="it answers no entry as such",
        ),
        Column(
            "nominator",
            Type.TEXT,
            "Who asked for the listing.",
            "American Apparel & Footwear Association",
            lambda record: record.link.nominator,
            empty="as before",
        ),
        Column(
            "is_inferred",
            Type.BOOLEAN,
            "Whether we infer it; else the party itself says that it answers this.",
            "true",
            lambda record: record.link.inferred,
        ),
        shared.PERMALINK,
        shared.DATA_VERSION,
        replace(
            shared.SOURCE, value=lambda record: name_first_source(record.point.source_line), since="v2026.2"
        ),
        replace(
            shared.SOURCE_URL,
            value=lambda record: link_first_source(record.point.source_line),
            since="v2026.2",
        ),
    ),
    key=("point_id", "answers_to", "recommendation_id", "year", "market", "nominator"),
    records=_records,
)
