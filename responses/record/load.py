"""The bundled record of parties, responses, points, claims and answers, into the database.

A row that is already there is left as it is: what a curator has changed since is never written over.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from django.db import transaction

from markets.models import Edition, Market, Recommendation
from markets.record.rows import create, day, number, rows
from responses.models import Answer, Claim, Operation, Party, Response, ResponsePoint

FOLDER = Path(__file__).parent


@transaction.atomic
def load_responses_record() -> dict[str, int]:
    """Load what is not there yet, after the record of markets. Returns how many rows were added, by file."""
    editions = {edition.year: edition for edition in Edition.objects.all()}
    markets = {market.slug: market for market in Market.objects.all()}
    added = {"parties": create(Party, [Party(**row) for row in rows(FOLDER, "parties")])}
    parties = {party.slug: party for party in Party.objects.all()}
    held = set(Operation.objects.values_list("party__slug", "market__slug"))
    added["operations"] = create(
        Operation,
        [
            Operation(
                party=parties[row["party"]],
                market=markets[row["market"]],
                from_year=number(row["from_year"]),
                to_year=number(row["to_year"]),
                source=row["source"],
            )
            for row in rows(FOLDER, "operations")
            if (row["party"], row["market"]) not in held
        ],
    )
    added["responses"] = create(
        Response,
        [
            Response(
                **{
                    name: row[name]
                    for name in ("public_id", "role", "said_precision", "kind", "title", "url")
                },
                **{
                    name: row[name]
                    for name in ("docket_id", "docket_printed", "comment_id", "held", "source")
                },
                **{name: row[name] for name in ("confidence", "evidence")},
                stage=Response.Stage.PUBLISHED,
                party=parties[row["party"]],
                edition=editions[int(row["year"])],
                market=markets.get(row["market"]),
                said_on=day(row["said_on"]),
            )
            for row in rows(FOLDER, "responses")
        ],
    )
    responses = {response.public_id: response for response in Response.objects.all()}
    added["points"] = create(
        ResponsePoint,
        [
            ResponsePoint(**{**row, "response": responses[row["response"]], "ordinal": int(row["ordinal"])})
            for row in rows(FOLDER, "points")
        ],
    )
    points = {(point.response_id, point.ordinal): point for point in ResponsePoint.objects.all()}
    added["claims"] = create(Claim, [_claim(row, responses, points) for row in rows(FOLDER, "claims")])
    recommendations = {each.public_id: each for each in Recommendation.objects.all()}
    added["answers"] = create(
        Answer,
        [
            Answer(
                point=_point(row, responses, points),
                to=row["to"],
                recommendation=recommendations[row["recommendation"]] if row["recommendation"] else None,
                edition=editions[int(row["year"])] if row["year"] else None,
                market=markets[row["market"]] if row["market"] else None,
                nominator=row["nominator"],
                inferred=row["inferred"] == "yes",
            )
            for row in rows(FOLDER, "answers")
        ],
    )
    return added


Points = dict[tuple[int, int], ResponsePoint]


def _point(row: dict[str, str], responses: dict[str, Response], points: Points) -> ResponsePoint:
    return points[responses[row["response"]].pk, int(row["point"])]


def _claim(row: dict[str, str], responses: dict[str, Response], points: Points) -> Claim:
    named = {
        name: row[name]
        for name in ("metric", "unit", "qualifier", "period", "period_kind", "base", "comparison")
    }
    return Claim(point=_point(row, responses, points), value=Decimal(row["value"]), **named)
