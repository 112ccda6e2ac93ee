"""The bundled rows of filings, the names in them, and parties' identifiers, into the database."""

from __future__ import annotations

from pathlib import Path

from markets.record.citing import tie_citations
from markets.record.rows import read_partial_date, read_record_rows
from markets.record.sync import TableOutcome, TableSync, Values
from responses.models import Filing, Nomination, PartyIdentifier

FOLDER = Path(__file__).parent


def load_nominations(
    editions: dict[int, int], markets: dict[str, int], parties: dict[str, int]
) -> list[TableOutcome]:
    """Bring the three tables in line with the record."""
    outcomes = [_load_filings(editions, parties), _load_names(markets)]
    outcomes.append(_load_party_identifiers(parties))
    for model in (Filing, Nomination, PartyIdentifier):
        tie_citations(model)
    return outcomes


def _load_filings(editions: dict[int, int], parties: dict[str, int]) -> TableOutcome:
    plain = ("filer", "filer_kind", "role", "docket_id", "comment_id", "complete", "basis", "source", "note")
    wanted: list[Values] = []
    for row in read_record_rows(FOLDER, "filings"):
        filed_on, precision = read_partial_date(row["filed_on"])
        wanted.append(
            {
                "edition_id": editions[int(row["year"])],
                **{name: row[name] for name in plain},
                "party_id": parties[row["party"]] if row["party"] else None,
                "filed_on": filed_on,
                "filed_precision": precision,
            }
        )
    return TableSync("filings", Filing, ("edition_id", "filer", "role")).run(wanted)


def _load_names(markets: dict[str, int]) -> TableOutcome:
    filings = {
        (year, filer, role): pk
        for pk, year, filer, role in Filing.objects.values_list("pk", "edition__year", "filer", "role")
    }
    wanted: list[Values] = [
        {
            "filing_id": filings[int(row["year"]), row["filer"], row["role"]],
            "name": row["name"],
            "market_id": markets[row["market"]] if row["market"] else None,
            **{name: row[name] for name in ("kind", "basis", "source", "note")},
        }
        for row in read_record_rows(FOLDER, "nominations")
    ]
    return TableSync("nominations", Nomination, ("filing_id", "name")).run(wanted)


def _load_party_identifiers(parties: dict[str, int]) -> TableOutcome:
    wanted: list[Values] = [
        {
            "party_id": parties[row["party"]],
            **{name: row[name] for name in ("scheme", "value", "basis", "source")},
        }
        for row in read_record_rows(FOLDER, "identifiers")
    ]
    return TableSync("party identifiers", PartyIdentifier, ("party_id", "scheme", "value")).run(wanted)
