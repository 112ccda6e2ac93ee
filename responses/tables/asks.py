"""The table of recommendations with what the tracker shows of each: answer, next edition, assessment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markets.models import Market
from markets.tables.columns import Column, Row, Type, words
from markets.tables.recommendations import RECOMMENDATIONS as ALONE
from markets.tables.recommendations import recommendations, rows_of
from markets.tables.scope import Scope
from responses.models import Conclusion
from responses.tracker import AnswerStatus, RecommendationFilter, build_tracker
from responses.tracker import RecommendationRow as Ask

NO_ANSWER = "no answer is recorded; `answer` says why"

COLUMNS = (
    *ALONE.columns,
    Column(
        "answer",
        Type.WORD,
        "Whether it was answered, as far as we know.",
        "text_not_available",
        words=tuple((str(each), each.sentence) for each in AnswerStatus),
    ),
    Column("responders", Type.CODES, "Who answered, parted by spaces.", "alibaba-group", empty=NO_ANSWER),
    Column(
        "point_ids",
        Type.CODES,
        "The points that answer it, parted by spaces.",
        "2018-01-12-alibaba-group-1-P1",
        empty=NO_ANSWER,
    ),
    Column(
        "follow_up",
        Type.CODES,
        "What later editions do with it, parted by spaces.",
        "repeated",
        empty="unknown",
    ),
    Column(
        "running", Type.INTEGER, "In how many editions in a row it is asked, as far as is established.", "2"
    ),
    Column(
        "assessment",
        Type.WORD,
        "What our curator concludes.",
        "open",
        words=words(Conclusion),
        empty="no assessment",
    ),
)


NO_FILTER = RecommendationFilter({})


def asks_under(chosen: RecommendationFilter, scope: Scope) -> Iterator[Row]:
    """The rows that pass the tracker's filter, in the order of the table, so many at a time."""
    if slug := chosen.chosen.get("market"):
        scope = replace(scope, markets=tuple(market.slug for market in Market.objects.at(slug)))
    if year := chosen.chosen.get("year"):
        scope = replace(scope, years=(int(year),))
    for part in recommendations(scope):
        shown = {ask.recommendation.pk: ask for ask in chosen.apply(build_tracker(part))}
        part = [each for each in part if each.pk in shown]
        for each, row in zip(part, rows_of(part, scope), strict=True):
            yield (*row, *_said(shown[each.pk]))


def _rows(scope: Scope) -> Iterator[Row]:
    return asks_under(NO_FILTER, scope)


def _said(ask: Ask) -> Row:
    said = ask.answer.said
    return (
        ask.answer.status,
        sorted({each.response.party.slug for each in said}),
        [each.point.public_id for each in said],
        sorted({link.follow_up for link in ask.after.links}),
        ask.running,
        ask.assessment.conclusion if ask.assessment else "",
    )


RECOMMENDATIONS = replace(ALONE, columns=COLUMNS, rows=_rows)
