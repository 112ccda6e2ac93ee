"""The table of the numbers that responders give."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markets.citations import link_first_source, name_first_source
from markets.tables import shared
from markets.tables.columns import EXCERPTS, Column, Table, Type, columns_of, describe_choices
from markets.tables.evidence import source_id
from markets.tables.partial_dates import day_columns
from markets.tables.scope import Scope
from responses.figures import describe_conditions, describe_metric, format_figure
from responses.metrics import get_metric_key
from responses.models import Claim, ResponsePoint
from responses.tables.about import (
    PARTY,
    PARTY_NAME,
    POINT,
    RESPONSE,
    RESPONSE_MARKET,
    RESPONSE_MARKET_NAME,
    SAID_ON,
    ResponseRecord,
)


def claim_id(claim: Claim) -> str:
    """`…-P1-N1`: the first number of the first point."""
    return f"{claim.point.public_id}-N{claim.ordinal}"


def in_words(claim: Claim) -> str:
    """`Takedown requests: −25% (period: 2017, of: …)`: as the pages have it, what is not stated included; no `;`."""
    said = [f"{name}: {value}" for name, value in describe_conditions(claim)]
    said += [f"said by: {claim.said_by}"] if claim.said_by else []
    return f"{describe_metric(claim)}: {format_figure(claim)} ({', '.join(said)})".replace(";", ",")


@dataclass(eq=False)
class ClaimRecord(ResponseRecord):
    """A number that a point gives."""

    claim: Claim

    @property
    def point(self) -> ResponsePoint:
        return self.claim.point


def _records(scope: Scope) -> Iterator[ClaimRecord]:
    related = ("response__party", "response__edition", "response__market__merged_into")
    public = Claim.objects.public().select_related(*(f"point__{name}" for name in related))
    for claim in public.order_by():
        yield ClaimRecord(scope, claim.point.response, claim)


_NOT_SAID = "not said"
CLAIMS = Table(
    name="claims",
    title="Claims",
    about="One row per number that a responder gives, with what one must know before comparing it.",
    columns=(
        Column(
            "claim_id",
            Type.ID,
            "Permanent id of the claim.",
            "2012-02-alibaba-group-1-P1-N1",
            lambda record: claim_id(record.claim),
        ),
        POINT,
        RESPONSE,
        PARTY,
        PARTY_NAME,
        shared.YEAR,
        RESPONSE_MARKET,
        RESPONSE_MARKET_NAME,
        SAID_ON,
        Column(
            "metric",
            Type.WORD,
            "What is counted or measured; “metric_name” has it in words.",
            "listings_removed",
            lambda record: get_metric_key(record.claim.metric),
        ),
        *columns_of(
            "claim",
            Column("value", Type.NUMBER, "The number.", "63000000"),
            Column("unit", Type.TEXT, "Its unit.", "listings"),
            Column(
                "qualifier",
                Type.WORD,
                "How exactly it is given.",
                "about",
                words=describe_choices(Claim.Qualifier),
            ),
            Column("period", Type.TEXT, "The time that it is about.", "2011", empty=_NOT_SAID),
            Column("period_kind", Type.WORD, "What kind of time that is.", "calendar_year", empty=_NOT_SAID),
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
        ),
        replace(shared.SOURCE_ID, value=lambda record: source_id(record.point.source_line)),
        replace(shared.SOURCE, value=lambda record: name_first_source(record.point.source_line)),
        shared.PERMALINK,
        shared.DATA_VERSION,
        *day_columns(SAID_ON),
        Column(
            "metric_name",
            Type.TEXT,
            "What is counted or measured, in words.",
            "listings removed",
            lambda record: record.claim.metric,
            since="v2026.2",
        ),
        replace(
            shared.SOURCE_URL,
            value=lambda record: link_first_source(record.point.source_line),
            since="v2026.2",
        ),
    ),
    key=("claim_id",),
    records=_records,
    license=EXCERPTS,
)
