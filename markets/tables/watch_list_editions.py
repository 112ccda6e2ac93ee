"""The table of the editions of the EU's Watch List."""

from collections.abc import Iterator

from markets.models import WatchListEdition
from markets.tables import shared
from markets.tables.columns import Column, Table, Type, columns_of
from markets.tables.scope import Scope
from markets.tables.sister_lists import REFERENCE_SOURCES, ReferenceRecord

NO_NUMBER = "no source states the number"


def _count_column(name: str, of: str, example: str) -> Column:
    return Column(
        name,
        Type.INTEGER,
        f"How many {of} the edition names, as a source counts them.",
        example,
        lambda record: getattr(record.row, name),
        since="v2026.2",
        empty=NO_NUMBER,
    )


def _editions(scope: Scope) -> Iterator[ReferenceRecord]:
    for row in WatchListEdition.objects.public():
        yield ReferenceRecord(scope, row, "/sister-lists/eu/")


WATCH_LIST_EU_EDITIONS = Table(
    name="watch_list_eu_editions",
    title="Editions of the EU's Watch List",
    about="One row per edition of the EU's Watch List, with the numbers that sources state. No edition is complete.",
    columns=(
        Column("eu_year", Type.INTEGER, "The EU's edition.", "2018", lambda record: record.row.year),
        *columns_of(
            "row",
            Column("released_on", Type.DATE, "When it came out.", "2018-12-07"),
            Column("title", Type.TEXT, "Its title.", "Counterfeit and Piracy Watch List"),
            Column(
                "document_number",
                Type.TEXT,
                "The number of the Commission's document.",
                "SWD(2020) 360 final",
                empty="not known",
            ),
            Column("pages", Type.INTEGER, "How many pages it has.", "39", empty="not known"),
        ),
        _count_column("stated_total", "marketplaces", "52"),
        _count_column("stated_content", "online marketplaces with copyright content", "22"),
        _count_column("stated_ecommerce", "e-commerce platforms", "6"),
        _count_column("stated_pharmacies", "online pharmacies", "3"),
        _count_column("stated_physical", "physical marketplaces", "21"),
        Column(
            "sections",
            Type.TEXTS,
            "Its sections, as the source writes them.",
            "e-commerce platforms; online pharmacies",
            lambda record: record.row.sections.split("; ") if record.row.sections else [],
            since="v2026.2",
            empty="not known",
        ),
        Column(
            "physical_countries",
            Type.TEXTS,
            "The countries of its physical marketplaces, as the source writes them.",
            "Argentina; Canada",
            lambda record: record.row.physical_countries.split("; ") if record.row.physical_countries else [],
            since="v2026.2",
            empty="not known",
        ),
        *REFERENCE_SOURCES,
        shared.PERMALINK,
        shared.DATA_VERSION,
    ),
    key=("eu_year",),
    records=_editions,
)
