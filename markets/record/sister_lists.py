"""The bundled rows of the EU's Watch List and of USTR's Special 301 reports, into the database."""

from __future__ import annotations

from pathlib import Path

from markets.models import CountryStatus, WatchListEdition, WatchListEntry
from markets.record.citing import tie_citations
from markets.record.rows import read_date, read_number, read_record_rows
from markets.record.sync import TableOutcome, TableSync, withdraw_now

BACK = {"withdrawn_at": None}


def load_sister_lists(folder: Path, markets: dict[str, int]) -> list[TableOutcome]:
    """Bring the three tables in line with the record."""
    outcomes = [_load_watch_list_editions(folder), _load_watch_list(folder, markets), _load_statuses(folder)]
    for model in (WatchListEdition, WatchListEntry, CountryStatus):
        tie_citations(model)
    return outcomes


def _load_watch_list_editions(folder: Path) -> TableOutcome:
    wanted = [
        {
            **row,
            "year": int(row["year"]),
            "released_on": read_date(row["released_on"]),
            "pages": read_number(row["pages"]),
            "stated_total": read_number(row["stated_total"]),
            "basis": "secondary",
        }
        for row in read_record_rows(folder, "watchlist_eu_editions")
    ]
    return TableSync("EU Watch List editions", WatchListEdition, ("year",), withdraw_now, BACK).run(wanted)


def _load_watch_list(folder: Path, markets: dict[str, int]) -> TableOutcome:
    editions = dict(WatchListEdition.objects.values_list("year", "pk"))
    plain = ("printed_name", "kind", "category", "country", "status", "entry", "basis", "source")
    wanted = [
        {
            "edition_id": editions[int(row["year"])],
            "market_id": markets[row["market"]] if row["market"] else None,
            **{name: row[name] for name in plain},
        }
        for row in read_record_rows(folder, "watchlist_eu")
    ]
    key = "edition_id", "printed_name"
    return TableSync("EU Watch List", WatchListEntry, key, withdraw_now, BACK).run(wanted)


def _load_statuses(folder: Path) -> TableOutcome:
    wanted = [
        {**row, "year": int(row["year"]), "whole_list": row["whole_list"] == "yes"}
        for row in read_record_rows(folder, "special301")
    ]
    return TableSync("Special 301", CountryStatus, ("year", "country_code"), withdraw_now, BACK).run(wanted)
