"""Counts by country, category and harm, as tables: what the indexes of the roll-ups show."""

from collections.abc import Iterable
from dataclasses import dataclass

from markets.countries import get_iso3
from markets.tables import shared
from markets.tables.columns import Column, Row, Table, Type
from markets.tables.scope import Scope, TableRecord

EXAMPLES = {
    "countries": ("country", "CN", "China"),
    "categories": ("category", "e_commerce", "e-commerce"),
    "harms": ("harm", "both", "both"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A value in the index of a roll-up, with how many markets and listings have it."""

    value: str
    words: str
    address: str
    markets: int
    listings: int
    latest: int | None
    """None where the latest edition is incomplete and no listing of it has the value."""


@dataclass(eq=False)
class TallyRecord(TableRecord):
    """A line, and the latest edition, if there is one."""

    line: Line
    latest_year: int | None

    @property
    def path(self) -> str:
        return self.line.address


def _table(name: str) -> Table:
    word, value, words = EXAMPLES[name]
    columns: tuple[Column, ...] = (
        Column(
            word,
            Type.ID if name == "countries" else Type.WORD,
            f"The {word}, as in the tables.",
            value,
            lambda record: record.line.value,
        ),
        Column(f"{word}_name", Type.TEXT, "The same in words.", words, lambda record: record.line.words),
        Column(
            "market_count",
            Type.INTEGER,
            "How many markets have it in at least one edition.",
            "41",
            lambda record: record.line.markets,
        ),
        Column(
            "listing_count",
            Type.INTEGER,
            "How many identified listings have it.",
            "122",
            lambda record: record.line.listings,
        ),
        Column("latest_year", Type.INTEGER, "The latest edition.", "2025", empty="there is none"),
        Column(
            "listing_count_latest",
            Type.INTEGER,
            "How many of its identified listings have it.",
            "9",
            lambda record: record.line.latest,
        ),
        shared.PERMALINK,
        shared.DATA_VERSION,
    )
    if name == "countries":
        iso3 = Column(
            "iso3", Type.ID, "The code of three letters.", "CHN", lambda record: get_iso3(record.line.value)
        )
        columns = (*columns, iso3)
    about = f"One row per {word}: how many markets and identified listings have it."
    return Table(name, f"Listings by {word}", about, columns, key=(word,), records=lambda scope: ())


TALLIES = {name: _table(name) for name in EXAMPLES}


def tally_lines(table: Table, lines: Iterable[Line], latest: int, scope: Scope) -> list[Row]:
    """Return the rows of an index; `latest` is the latest edition, 0 where there is none."""
    return table.rows_of(TallyRecord(scope, line, latest or None) for line in lines)
