"""The bundled rows of filings, the names in them, and parties' identifiers, into the database."""

from pathlib import Path

from markets.record.citing import tie_citations
from markets.record.rows import KnownRows, read_values
from markets.record.sync import TableOutcome, TableSync
from responses.models import Filing, Nomination, PartyIdentifier

FOLDER = Path(__file__).parent


def load_nominations(
    editions: dict[str, int], markets: dict[str, int], parties: dict[str, int]
) -> list[TableOutcome]:
    """Bring the three tables in line with the record."""
    outcomes = [
        TableSync("filings", Filing, ("edition_id", "filer", "role")).run(
            read_values(FOLDER, "filings", Filing, year=editions, party=parties)
        ),
        _load_names(markets),
        TableSync("party identifiers", PartyIdentifier, ("party_id", "scheme", "value")).run(
            read_values(FOLDER, "identifiers", PartyIdentifier, party=parties)
        ),
    ]
    for model in (Filing, Nomination, PartyIdentifier):
        tie_citations(model)
    return outcomes


def _load_names(markets: dict[str, int]) -> TableOutcome:
    named = Filing.objects.values_list("pk", "edition__year", "filer", "role")
    filings = KnownRows("filings", (((str(year), filer, role), pk) for pk, year, filer, role in named))
    wanted = [
        {"filing_id": filings[row.pop("year"), row.pop("filer"), row.pop("role")], **row}
        for row in read_values(FOLDER, "nominations", Nomination, market=markets)
    ]
    return TableSync("nominations", Nomination, ("filing_id", "name")).run(wanted)
