"""The table of what points answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markets.tables import shared
from markets.tables.columns import Column, Row, Table, Type, words
from markets.tables.listings import canonical
from markets.tables.scope import Scope, permalink
from responses.models import Answer
from responses.tables.about import (
    POINT,
    about,
)


def _answers(scope: Scope) -> Iterator[Row]:
    links = Answer.objects.public().select_related(
        "point__response__market__merged_into",
        "point__response__edition",
        "recommendation",
        "edition",
        "market__merged_into",
    )
    rows = []
    for each in links.order_by():
        if about(each.point.response, scope):
            rows.append(
                (
                    each.point.public_id,
                    each.to,
                    (each.recommendation.public_id or "") if each.recommendation else "",
                    each.edition.year if each.edition else None,
                    canonical(each.market).slug if each.market else "",
                    each.nominator,
                    each.inferred,
                    permalink(each.point.response.get_absolute_url()),
                    scope.version,
                )
            )
    yield from sorted(rows, key=lambda row: (*row[:3], row[3] or 0, *row[4:6]))


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
            words=words(Answer.To),
        ),
        Column(
            "recommendation_id",
            Type.ID,
            "The recommendation or criticism.",
            "2017-R2",
            references="recommendations.recommendation_id",
            empty="it answers something else",
        ),
        replace(shared.YEAR, empty="it answers no edition as such"),
        replace(shared.MARKET, empty="it answers no entry as such"),
        Column(
            "nominator",
            Type.TEXT,
            "Who asked for the listing.",
            "American Apparel & Footwear Association",
            empty="as before",
        ),
        Column(
            "is_inferred",
            Type.BOOLEAN,
            "Whether we infer it; else the party itself says that it answers this.",
            "true",
        ),
        shared.PERMALINK,
        shared.DATA_VERSION,
    ),
    key=("point_id", "answers_to", "recommendation_id", "year", "market", "nominator"),
    rows=_answers,
)
