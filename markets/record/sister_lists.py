"""The bundled rows of the EU's Watch List and of USTR's Special 301 reports, into the database."""

from __future__ import annotations

from pathlib import Path

from markets.models import CountryStatus, WatchListEdition, WatchListEntry
from markets.record.citing import tie_citations
from markets.record.rows import read_date, read_number, read_record_rows
from markets.record.sync import TableOutcome, TableSync

FOLDER = Path(__file__).parent


def load_sister_lists(markets: dict[str, int]) -> list[TableOutcome]:
    """Bring the three tables in line with the record."""
    outcomes = [_load_watch_list_editions(), _load_watch_list(markets), _load_statuses()]
    for model in (WatchListEdition, WatchListEntry, CountryStatus):
        tie_citations(model)
    return outcomes


def _load_watch_list_editions() -> TableOutcome:
    wanted = [
        {
            **row,
            "year": int(row["year"]),
            "released_on": read_date(row["released_on"]),
            **{name: read_number(row[name]) for name in row if name.startswith("stated_")},
            "pages": read_number(row["pages"]),
        }
        for row in read_record_rows(FOLDER, "watchlist_eu_editions")
    ]
    return TableSync("EU Watch List editions", WatchListEdition, ("year",)).run(wanted)


def _load_watch_list(markets: dict[str, int]) -> TableOutcome:
    editions = dict(WatchListEdition.objects.values_list("year", "pk"))
    plain = ("printed_name", "kind", "category", "country", "status", "entry", "basis", "source", "note")
    wanted = [
        {
            "edition_id": editions[int(row["year"])],
            "market_id": markets[row["market"]] if row["market"] else None,
            **{name: row[name] for name in plain},
        }
        for row in read_record_rows(FOLDER, "watchlist_eu")
    ]
    return TableSync("EU Watch List", WatchListEntry, ("edition_id", "printed_name")).run(wanted)


def _load_statuses() -> TableOutcome:
    wanted = [
        {**row, "year": int(row["year"]), "whole_list": row["whole_list"] == "yes"}
        for row in read_record_rows(FOLDER, "special301")
    ]
    return TableSync("Special 301", CountryStatus, ("year", "country_code")).run(wanted)
