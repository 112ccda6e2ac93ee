"""The bundled rows of the EU's Watch List and of USTR's Special 301 reports, into the database."""

from pathlib import Path

from markets.models import CountryStatus, WatchListEdition, WatchListEntry
from markets.record.citing import tie_citations
from markets.record.rows import read_values
from markets.record.sync import TableOutcome, TableSync

FOLDER = Path(__file__).parent


def load_sister_lists(markets: dict[str, int]) -> list[TableOutcome]:
    """Bring the three tables in line with the record."""
    outcomes = [
        TableSync("EU Watch List editions", WatchListEdition, ("year",)).run(
            read_values(FOLDER, "watchlist_eu_editions", WatchListEdition)
        )
    ]
    known = {str(year): pk for pk, year in WatchListEdition.objects.values_list("pk", "year")}
    outcomes += [
        TableSync("EU Watch List", WatchListEntry, ("edition_id", "printed_name")).run(
            read_values(FOLDER, "watchlist_eu", WatchListEntry, year=known, market=markets)
        ),
        TableSync("Special 301", CountryStatus, ("year", "country_code")).run(
            read_values(FOLDER, "special301", CountryStatus)
        ),
    ]
    for model in (WatchListEdition, WatchListEntry, CountryStatus):
        tie_citations(model)
    return outcomes
