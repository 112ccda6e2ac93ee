"""Load the reference tables of the bundled record: what sources say, other names, identifiers, addresses."""

from pathlib import Path

from markets.models import HistoryStatement, MarketAlias, MarketIdentifier, ReportAddress
from markets.record.rows import read_values
from markets.record.sync import TableOutcome, TableSync

FOLDER = Path(__file__).parent


def load_reference_tables(editions: dict[str, int], markets: dict[str, int]) -> list[TableOutcome]:
    """Bring them in line with the record. `editions` and `markets`: keys by year and slug."""
    return [
        TableSync("history statements", HistoryStatement, ("edition_id", "market_id", "says")).run(
            read_values(FOLDER, "history_statements", HistoryStatement, year=editions, market=markets)
        ),
        TableSync("aliases", MarketAlias, ("market_id", "name")).run(
            read_values(FOLDER, "aliases", MarketAlias, market=markets)
        ),
        TableSync("market identifiers", MarketIdentifier, ("market_id", "scheme", "value")).run(
            read_values(FOLDER, "identifiers", MarketIdentifier, market=markets)
        ),
        TableSync("report addresses", ReportAddress, ("year", "document", "url")).run(
            read_values(FOLDER, "report_addresses", ReportAddress)
        ),
    ]
