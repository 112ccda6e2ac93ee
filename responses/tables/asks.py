"""The table of recommendations with what the tracker shows of each: answer, next edition, assessment."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markets.tables.columns import Column, Type, describe_choices
from markets.tables.recommendations import (
    PRINTED_RECOMMENDATIONS,
    RecommendationRecord,
    recommendation_records,
)
from markets.tables.scope import Scope
from responses.models import Conclusion
from responses.tracker import AnswerStatus, RecommendationRow, build_tracker

NO_ANSWER = "no answer is recorded; `answer` says why"

TRACKED_COLUMNS = (
    *PRINTED_RECOMMENDATIONS.columns,
    Column(
        "answer",
        Type.WORD,
        "Whether it was answered, as far as we know.",
        "text_not_available",
        lambda record: record.ask.answer.status,
        words=tuple((str(each), each.sentence) for each in AnswerStatus),
    ),
    Column(
        "responders",
        Type.CODES,
        "Who answered, separated by spaces.",
        "alibaba-group",
        lambda record: sorted({said.response.party.slug for said in record.ask.answer.said}),
        empty=NO_ANSWER,
    ),
    Column(
        "point_ids",
        Type.CODES,
        "The points that answer it, separated by spaces.",
        "2018-01-12-alibaba-group-1-P1",
        lambda record: [said.point.public_id for said in record.ask.answer.said],
        empty=NO_ANSWER,
    ),
    Column(
        "follow_up",
        Type.CODES,
        "What later editions do with it, separated by spaces.",
        "repeated",
        lambda record: sorted({link.follow_up for link in record.ask.after.links}),
        empty="unknown",
    ),
    Column(
        "running",
        Type.INTEGER,
        "In how many editions in a row it is asked, as far as is known.",
        "2",
        lambda record: record.ask.running,
    ),
    Column(
        "assessment",
        Type.WORD,
        "What our curator concludes.",
        "open",
        lambda record: record.ask.assessment.conclusion if record.ask.assessment else "",
        words=describe_choices(Conclusion),
        empty="no assessment",
    ),
)


@dataclass(eq=False)
class TrackedRecommendation(RecommendationRecord):
    """A recommendation with its row of the tracker."""

    ask: RecommendationRow


def _records(scope: Scope) -> Iterator[TrackedRecommendation]:
    asks = {ask.recommendation.pk: ask for ask in build_tracker()}
    for record in recommendation_records(scope):
        yield TrackedRecommendation(**vars(record), ask=asks[record.made.pk])


RECOMMENDATIONS = replace(PRINTED_RECOMMENDATIONS, columns=TRACKED_COLUMNS, records=_records)
