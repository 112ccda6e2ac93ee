"""The bundled record of parties, responses, points, claims, answers and nominations, into the database."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction
from django.db.models import Case, TextField, Value, When
from django.db.models.functions import Concat
from django.utils import timezone

from markets.models import Edition, Market, Recommendation
from markets.record.citing import tie_citations
from markets.record.rows import KnownRows, Values, read_record_rows, read_values
from markets.record.sync import TableOutcome, TableSync
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
    editions = {str(year): pk for pk, year in Edition.objects.values_list("pk", "year")}
    markets = dict(Market.objects.values_list("slug", "pk"))
    outcomes = [TableSync("parties", Party, ("slug",)).run(read_values(FOLDER, "parties", Party))]
    parties = dict(Party.objects.values_list("slug", "pk"))
    outcomes.append(_load_operations(parties, markets))
    outcomes.append(_load_responses(parties, editions, markets))
    responses = dict(Response.objects.values_list("public_id", "pk"))
    outcomes.append(_load_points(responses))
    named = ResponsePoint.objects.values_list("pk", "response__public_id", "ordinal")
    points = KnownRows("points", (((response, ordinal), pk) for pk, response, ordinal in named))
    outcomes += [_load_claims(points), _load_answers(points, editions, markets)]
    outcomes += load_nominations(editions, markets, parties)
    tie_citations(Operation)
    tie_citations(Response, concat_source_line())
    tie_citations(ResponsePoint, POINT_SOURCE_LINE)
    return outcomes


def _load_operations(parties: dict[str, int], markets: dict[str, int]) -> TableOutcome:
    wanted = read_values(FOLDER, "operations", Operation, party=parties, market=markets)
    return TableSync("operations", Operation, ("party_id", "market_id", "from_year")).run(wanted)


def _load_responses(
    parties: dict[str, int], editions: dict[str, int], markets: dict[str, int]
) -> TableOutcome:
    rows = read_values(FOLDER, "responses", Response, party=parties, year=editions, market=markets)
    wanted = [{**row, "stage": Response.Stage.PUBLISHED} for row in rows]
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
    wanted = read_values(FOLDER, "points", ResponsePoint, response=responses)
    key = "response_id", "ordinal"
    parts = ((Claim, "point_id"), (Answer, "point_id"))
    return TableSync("points", ResponsePoint, key, parts=parts).run(wanted)


def _load_claims(points: KnownRows) -> TableOutcome:
    wanted: list[Values] = []
    ordinals = Counter[int]()
    for row in read_values(FOLDER, "claims", Claim):
        point = points[row.pop("response"), row.pop("point")]
        ordinals[point] += 1
        wanted.append({"point_id": point, "ordinal": ordinals[point], **row})
    return TableSync("claims", Claim, ("point_id", "ordinal")).run(wanted)


def _load_answers(points: KnownRows, editions: dict[str, int], markets: dict[str, int]) -> TableOutcome:
    recommendations = dict(Recommendation.objects.exclude(public_id=None).values_list("public_id", "pk"))
    rows = read_values(
        FOLDER, "answers", Answer, recommendation=recommendations, year=editions, market=markets
    )
    wanted = [{"point_id": points[row.pop("response"), row.pop("point")], **row} for row in rows]
    return TableSync(
        "answers", Answer, ("point_id", "to", "recommendation_id", "edition_id", "market_id", "nominator")
    ).run(wanted)
