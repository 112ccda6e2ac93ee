"""Load the reference tables of the bundled record: what sources say, other names, identifiers, addresses."""

from __future__ import annotations

from pathlib import Path

from markets.models import HistoryStatement, MarketAlias, MarketIdentifier, ReportAddress
from markets.record.rows import read_number, read_record_rows
from markets.record.sync import TableOutcome, TableSync

FOLDER = Path(__file__).parent


def load_reference_tables(editions: dict[int, int], markets: dict[str, int]) -> list[TableOutcome]:
    """Bring them in line with the record. `editions` and `markets`: keys by year and slug."""
    return [
        _load_history_statements(editions, markets),
        _load_aliases(markets),
        _load_identifiers(markets),
        _load_report_addresses(),
    ]


def _load_history_statements(editions: dict[int, int], markets: dict[str, int]) -> TableOutcome:
    wanted = [
        {
            "edition_id": editions[int(row["year"])],
            "market_id": markets[row["market"]],
            "says": row["says"],
            "value": read_number(row["value"]),
            **{name: row[name] for name in ("basis", "source", "note")},
        }
        for row in read_record_rows(FOLDER, "history_statements")
    ]
    return TableSync("history statements", HistoryStatement, ("edition_id", "market_id", "says")).run(wanted)


def _load_aliases(markets: dict[str, int]) -> TableOutcome:
    wanted = [
        {
            "market_id": markets[row["market"]],
            **{name: row[name] for name in ("name", "script", "kind", "basis", "source")},
        }
        for row in read_record_rows(FOLDER, "aliases")
    ]
    return TableSync("aliases", MarketAlias, ("market_id", "name")).run(wanted)


def _load_identifiers(markets: dict[str, int]) -> TableOutcome:
    wanted = [
        {
            "market_id": markets[row["market"]],
            **{name: row[name] for name in ("scheme", "value", "basis", "source")},
        }
        for row in read_record_rows(FOLDER, "identifiers")
    ]
    return TableSync("market identifiers", MarketIdentifier, ("market_id", "scheme", "value")).run(wanted)


def _load_report_addresses() -> TableOutcome:
    wanted = [
        {**row, "year": int(row["year"]), "rank": int(row["rank"])}
        for row in read_record_rows(FOLDER, "report_addresses")
    ]
    return TableSync("report addresses", ReportAddress, ("year", "document", "url")).run(wanted)
