"""Load the reference tables of the bundled record: what sources say, other names, identifiers, addresses."""

from __future__ import annotations

from pathlib import Path

from markets.models import HistoryStatement, MarketAlias, MarketIdentifier, ReportAddress
from markets.record.rows import read_number, read_record_rows
from markets.record.sync import TableOutcome, TableSync, withdraw_now


def load_reference_tables(
    folder: Path, editions: dict[int, int], markets: dict[str, int]
) -> list[TableOutcome]:
    """Bring them in line with the CSV files in `folder`. `editions` and `markets`: keys by year and slug."""
    return [
        _load_history_statements(folder, editions, markets),
        _load_aliases(folder, markets),
        _load_identifiers(folder, markets),
        _load_report_addresses(folder),
    ]


def _load_history_statements(folder: Path, editions: dict[int, int], markets: dict[str, int]) -> TableOutcome:
    wanted = [
        {
            "edition_id": editions[int(row["year"])],
            "market_id": markets[row["market"]],
            "says": row["says"],
            "value": read_number(row["value"]),
            "basis": row["basis"],
            "source": row["source"],
        }
        for row in read_record_rows(folder, "history_statements")
    ]
    key = "edition_id", "market_id", "says"
    known = set(HistoryStatement.objects.values_list(*key))
    table = TableSync(
        "history statements", HistoryStatement, key, withdraw_now, {"withdrawn_at": None}, blocked=known
    )
    return table.run(wanted)


def _load_aliases(folder: Path, markets: dict[str, int]) -> TableOutcome:
    wanted = [
        {
            "market_id": markets[row["market"]],
            **{name: row[name] for name in ("name", "script", "kind", "basis", "source")},
        }
        for row in read_record_rows(folder, "aliases")
    ]
    key = "market_id", "name"
    known = set(MarketAlias.objects.values_list(*key))
    return TableSync("aliases", MarketAlias, key, withdraw_now, {"withdrawn_at": None}, blocked=known).run(
        wanted
    )


def _load_identifiers(folder: Path, markets: dict[str, int]) -> TableOutcome:
    wanted = [
        {
            "market_id": markets[row["market"]],
            **{name: row[name] for name in ("scheme", "value", "basis", "source")},
        }
        for row in read_record_rows(folder, "identifiers")
    ]
    key = "market_id", "scheme", "value"
    known = set(MarketIdentifier.objects.values_list(*key))
    return TableSync(
        "market identifiers", MarketIdentifier, key, withdraw_now, {"withdrawn_at": None}, blocked=known
    ).run(wanted)


def _load_report_addresses(folder: Path) -> TableOutcome:
    wanted = [
        {**row, "year": int(row["year"]), "rank": int(row["rank"])}
        for row in read_record_rows(folder, "report_addresses")
    ]
    key = "year", "document", "url"
    known = set(ReportAddress.objects.values_list(*key))
    return TableSync(
        "report addresses", ReportAddress, key, withdraw_now, {"withdrawn_at": None}, blocked=known
    ).run(wanted)
