"""The table of the points of responses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from markets.models import TextMode
from markets.tables import shared
from markets.tables.citing import cite_here
from markets.tables.columns import EXCERPTS, Column, Row, Table, Type, words
from markets.tables.evidence import one_line, source_id
from markets.tables.scope import Scope, permalink
from responses.models import Answer, ResponsePoint, Stance
from responses.tables.about import (
    EVIDENCE,
    MARKET,
    MARKET_NAME,
    PARTY,
    PARTY_NAME,
    POINT,
    RESPONSE,
    SAID_ON,
    about,
    market_of,
)


def _public_points() -> list[ResponsePoint]:
    public = ResponsePoint.objects.public().select_related(
        "response__party", "response__edition", "response__market__merged_into"
    )
    return sorted(public.order_by(), key=lambda point: (point.response.public_id, point.ordinal))


def _points(scope: Scope) -> Iterator[Row]:
    answered: dict[int, list[str]] = defaultdict(list)
    links = Answer.objects.public().filter(recommendation__isnull=False).order_by("recommendation__public_id")
    for key, recommendation in links.values_list("point", "recommendation__public_id"):
        answered[key].append(recommendation or "")
    for point in _public_points():
        response = point.response
        if not about(response, scope):
            continue
        address = permalink(f"{response.get_absolute_url()}#P{point.ordinal}")
        yield (
            point.public_id,
            response.public_id,
            point.ordinal,
            response.party.slug,
            response.party.name,
            response.edition.year,
            *market_of(response),
            response.said,
            point.summary,
            point.quote,
            point.quote_mode,
            point.quote_check,
            point.stance,
            answered[point.pk],
            point.url,
            point.evidence,
            source_id(point.source),
            one_line(point.source),
            point.page,
            address,
            scope.version,
            cite_here(
                f"{response.party.name}, “{response.title}”, point {point.ordinal}", scope.version, address
            ),
        )


RESPONSE_POINTS = Table(
    name="response_points",
    title="Points of responses",
    about="One row per thing that a response says. The summary is ours; the quotation is the responder's.",
    columns=(
        replace(POINT, references=""),
        RESPONSE,
        Column("ordinal", Type.INTEGER, "Its number in the response.", "1"),
        PARTY,
        PARTY_NAME,
        shared.YEAR,
        MARKET,
        MARKET_NAME,
        SAID_ON,
        Column("summary", Type.TEXT, "What it says, in our words.", "Says that it took down 240,000 shops."),
        Column(
            "quote", Type.TEXT, "The responder's own words.", "… we took down …", empty="none is recorded"
        ),
        Column(
            "quote_mode",
            Type.WORD,
            "What the quotation is to its author's words.",
            "verbatim",
            words=words(TextMode),
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
            words=words(Stance),
            empty="not coded",
        ),
        Column(
            "recommendation_ids",
            Type.CODES,
            "What it answers, parted by spaces; the table of answers says whether we infer it.",
            "2017-R2 2017-R5",
            empty="no single recommendation",
        ),
        Column(
            "url",
            Type.URL,
            "Where this point is reported, if elsewhere.",
            "https://www.reuters.com/article",
            empty="where the response is",
        ),
        EVIDENCE,
        shared.SOURCE_ID,
        shared.SOURCE,
        shared.SOURCE_PAGE,
        shared.PERMALINK,
        shared.DATA_VERSION,
        shared.CITE_AS,
    ),
    key=("point_id",),
    sorted_by=("response_id", "ordinal"),
    rows=_points,
    license=EXCERPTS,
)
