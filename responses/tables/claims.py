"""The table of the numbers that responders give."""

from __future__ import annotations

from collections.abc import Iterator

from markets.tables import shared
from markets.tables.columns import EXCERPTS, Column, Row, Table, Type, words
from markets.tables.evidence import one_line, source_id
from markets.tables.scope import Scope, permalink
from responses.figures import describe_conditions, describe_metric, format_figure
from responses.models import Claim
from responses.tables.about import (
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


def claim_id(claim: Claim) -> str:
    """`…-P1-N1`: the first number of the first point."""
    return f"{claim.point.public_id}-N{claim.ordinal}"


def in_words(claim: Claim) -> str:
    """`Takedown requests: −25% (period: 2017, of: …)`: as the pages have it, what is not stated included; no `;`."""
    said = [f"{name}: {value}" for name, value in describe_conditions(claim)]
    said += [f"said by: {claim.said_by}"] if claim.said_by else []
    return f"{describe_metric(claim)}: {format_figure(claim)} ({', '.join(said)})".replace(";", ",")


def _claims(scope: Scope) -> Iterator[Row]:
    public = Claim.objects.public().select_related(
        "point__response__party", "point__response__edition", "point__response__market__merged_into"
    )
    for claim in sorted(public.order_by(), key=claim_id):
        response = claim.point.response
        if not about(response, scope):
            continue
        yield (
            claim_id(claim),
            claim.point.public_id,
            response.public_id,
            response.party.slug,
            response.party.name,
            response.edition.year,
            *market_of(response),
            response.said,
            claim.metric,
            claim.value,
            claim.unit,
            claim.qualifier,
            claim.period,
            claim.period_kind,
            claim.base,
            claim.comparison,
            claim.said_by,
            claim.quote,
            source_id(claim.point.source),
            one_line(claim.point.source),
            permalink(response.get_absolute_url()),
            scope.version,
        )


_NOT_SAID = "not said"
CLAIMS = Table(
    name="claims",
    title="Claims",
    about="One row per number that a responder gives, with what one must know before comparing it.",
    columns=(
        Column("claim_id", Type.ID, "Permanent id of the claim.", "2012-02-alibaba-group-1-P1-N1"),
        POINT,
        RESPONSE,
        PARTY,
        PARTY_NAME,
        shared.YEAR,
        MARKET,
        MARKET_NAME,
        SAID_ON,
        Column("metric", Type.TEXT, "What is counted or measured.", "listings removed"),
        Column("value", Type.NUMBER, "The number.", "63000000"),
        Column("unit", Type.TEXT, "Its unit.", "listings"),
        Column("qualifier", Type.WORD, "How exactly it is given.", "about", words=words(Claim.Qualifier)),
        Column("period", Type.TEXT, "The time that it is about.", "2011", empty=_NOT_SAID),
        Column("period_kind", Type.TEXT, "What kind of time that is.", "calendar year", empty=_NOT_SAID),
        Column(
            "base",
            Type.TEXT,
            "Of what it is a share or a count.",
            "listings removed for IP reasons",
            empty=_NOT_SAID,
        ),
        Column(
            "comparison",
            Type.TEXT,
            "Against what it is a change.",
            "the year before",
            empty="it is no change, or this is not said",
        ),
        Column(
            "said_by",
            Type.TEXT,
            "Who gave it, if not the responder as a whole.",
            "Matthew Bassiur",
            empty="the responder as a whole",
        ),
        Column(
            "quote",
            Type.TEXT,
            "The words in which it is given.",
            "63 million listings",
            empty="none is recorded",
        ),
        shared.SOURCE_ID,
        shared.SOURCE,
        shared.PERMALINK,
        shared.DATA_VERSION,
    ),
    key=("claim_id",),
    rows=_claims,
    license=EXCERPTS,
)
