"""The bundled record of parties, responses, points, claims, answers and nominations, into the database."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.db.models import Case, TextField, Value, When
from django.db.models.functions import Concat
from django.utils import timezone

from markets.models import Edition, Market, Recommendation
from markets.record.citing import tie_citations
from markets.record.rows import read_date, read_number, read_record_rows
from markets.record.sync import TableOutcome, TableSync, Values
from responses.models import Answer, Claim, Operation, Party, Response, ResponsePoint
from responses.record.nominations import load_nominations

FOLDER = Path(__file__).parent


def concat_source_line(of: str = "") -> Concat:
    """As `describe_source`, in the database. Without an address it names no source."""
    return Concat(f"{of}url", Value(" ("), f"{of}source", Value(")"), output_field=TextField())


POINT_SOURCE_LINE = Case(
    When(url="", then=concat_source_line("response__")),
    default=concat_source_line(),
    output_field=TextField(),
)
"""As `ResponsePoint.source_line`, in the database."""

Points = dict[tuple[str, int], int]


def read_sources() -> Iterator[str]:
    """Yield every cell of the bundled files that names sources."""
    for name in ("operations", "filings", "nominations", "identifiers"):
        yield from (row["source"] for row in read_record_rows(FOLDER, name))
    for name in ("responses", "points"):
        yield from (describe_source(row) for row in read_record_rows(FOLDER, name))


def describe_source(row: dict[str, str]) -> str:
    """Return the address of a response or a point with its source as a remark, as other files write it."""
    return f"{row['url']} ({row['source']})" if row["url"] else ""


@transaction.atomic
def load_responses_record() -> list[TableOutcome]:
    """Bring the tables in line with the record, after that of markets. Returns what happened, by table."""
    editions = dict(Edition.objects.values_list("year", "pk"))
    markets = dict(Market.objects.values_list("slug", "pk"))
    outcomes = [TableSync("parties", Party, ("slug",)).run(read_record_rows(FOLDER, "parties"))]
    parties = dict(Party.objects.values_list("slug", "pk"))
    outcomes.append(_load_operations(parties, markets))
    outcomes.append(_load_responses(parties, editions, markets))
    responses = dict(Response.objects.values_list("public_id", "pk"))
    outcomes.append(_load_points(responses))
    points = {
        (response, ordinal): pk
        for pk, response, ordinal in ResponsePoint.objects.values_list("pk", "response__public_id", "ordinal")
    }
    outcomes += [_load_claims(points), _load_answers(points, editions, markets)]
    outcomes += load_nominations(editions, markets, parties)
    tie_citations(Operation)
    tie_citations(Response, concat_source_line())
    tie_citations(ResponsePoint, POINT_SOURCE_LINE)
    return outcomes


def _load_operations(parties: dict[str, int], markets: dict[str, int]) -> TableOutcome:
    wanted = [
        {
            "party_id": parties[row["party"]],
            "market_id": markets[row["market"]],
            "from_year": read_number(row["from_year"]),
            "to_year": read_number(row["to_year"]),
            "source": row["source"],
        }
        for row in read_record_rows(FOLDER, "operations")
    ]
    return TableSync("operations", Operation, ("party_id", "market_id", "from_year")).run(wanted)


def _load_responses(
    parties: dict[str, int], editions: dict[int, int], markets: dict[str, int]
) -> TableOutcome:
    plain = [
        *("public_id", "role", "said_precision", "kind", "title", "url", "docket_id", "docket_printed"),
        *("comment_id", "language", "held", "source", "confidence", "evidence"),
    ]
    wanted = [
        {
            **{name: row[name] for name in plain},
            "translated": row["translated"] == "yes",
            "stage": Response.Stage.PUBLISHED,
            "party_id": parties[row["party"]],
            "edition_id": editions[int(row["year"])],
            "market_id": markets.get(row["market"]),
            "said_on": read_date(row["said_on"]),
        }
        for row in read_record_rows(FOLDER, "responses")
    ]
    table = TableSync(
        "responses",
        Response,
        ("public_id",),
        lambda: {"stage": Response.Stage.WITHDRAWN, "withdrawn_at": timezone.now()},
        {"stage": Response.Stage.PUBLISHED, "withdrawn_at": None},
        parts=(
            (ResponsePoint, "response_id"),
            (Claim, "point__response_id"),
            (Answer, "point__response_id"),
        ),
    )
    return table.run(wanted)


def _load_points(responses: dict[str, int]) -> TableOutcome:
    plain = ("summary", "url", "source", "confidence", "evidence", "stance")
    wanted: list[Values] = [
        {
            "response_id": responses[row["response"]],
            "ordinal": int(row["ordinal"]),
            **{name: row[name] for name in plain},
        }
        for row in read_record_rows(FOLDER, "points")
    ]
    key = "response_id", "ordinal"
    parts = ((Claim, "point_id"), (Answer, "point_id"))
    return TableSync("points", ResponsePoint, key, parts=parts).run(wanted)


def _load_claims(points: Points) -> TableOutcome:
    plain = ("metric", "unit", "qualifier", "period", "period_kind", "base", "comparison")
    wanted: list[Values] = []
    ordinals: dict[int, int] = {}
    for row in read_record_rows(FOLDER, "claims"):
        point = points[row["response"], int(row["point"])]
        ordinals[point] = ordinals.get(point, 0) + 1
        named = {name: row[name] for name in plain}
        wanted.append(
            {"point_id": point, "ordinal": ordinals[point], "value": Decimal(row["value"]), **named}
        )
    return TableSync("claims", Claim, ("point_id", "ordinal")).run(wanted)


def _load_answers(points: Points, editions: dict[int, int], markets: dict[str, int]) -> TableOutcome:
    recommendations = dict(Recommendation.objects.exclude(public_id=None).values_list("public_id", "pk"))
    wanted: list[Values] = [
        {
            "point_id": points[row["response"], int(row["point"])],
            "to": row["to"],
            "recommendation_id": recommendations[row["recommendation"]] if row["recommendation"] else None,
            "edition_id": editions[int(row["year"])] if row["year"] else None,
            "market_id": markets[row["market"]] if row["market"] else None,
            "nominator": row["nominator"],
            "inferred": row["inferred"] == "yes",
        }
        for row in read_record_rows(FOLDER, "answers")
    ]
    return TableSync(
        "answers", Answer, ("point_id", "to", "recommendation_id", "edition_id", "market_id", "nominator")
    ).run(wanted)
