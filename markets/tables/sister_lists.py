"""The tables of other names, statements of history, the EU's Watch List and Special 301 statuses."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markets.citations import link_first_source, name_first_source
from markets.models import (
    CountryStatus,
    HistoryStatement,
    Market,
    MarketAlias,
    WatchListEntry,
)
from markets.tables import shared
from markets.tables.columns import Column, Table, Type, columns_of, describe_choices
from markets.tables.scope import Scope, TableRecord

ANY_MARKET = replace(
    shared.MARKET,
    description="The market's permanent id. It need not be a market that was ever listed.",
    value=lambda record: record.market.slug if record.market else "",
    references="",
    empty="the name is no market of this record",
)
REFERENCE_SOURCES = (
    replace(shared.EVIDENCE, value=lambda record: record.row.basis),
    replace(shared.SOURCE, value=lambda record: name_first_source(record.row.source)),
    replace(shared.SOURCE_URL, value=lambda record: link_first_source(record.row.source)),
)
ENDS = (*REFERENCE_SOURCES, shared.PERMALINK, shared.DATA_VERSION)


@dataclass(eq=False)
class ReferenceRecord(TableRecord):
    """A row of a reference table, and the page where it is shown."""

    row: Any
    page: str

    @property
    def path(self) -> str:
        return self.page

    @property
    def market(self) -> Market | None:
        return self.row.market.canonical if self.row.market else None

    @property
    def edition(self) -> Any:
        return self.row.edition


def _aliases(scope: Scope) -> Iterator[ReferenceRecord]:
    for row in MarketAlias.objects.public().select_related("market__merged_into"):
        yield ReferenceRecord(scope, row, row.market.canonical.get_absolute_url())


ALIASES = Table(
    name="aliases",
    title="Other names",
    about="One row per name that a source gives for a market, in addition to those that USTR printed.",
    columns=(
        ANY_MARKET,
        Column("alias", Type.TEXT, "The name.", "淘宝", lambda record: record.row.name),
        Column(
            "kind",
            Type.WORD,
            "What kind of name it is.",
            "native_name",
            lambda record: record.row.kind,
            words=describe_choices(MarketAlias.Kind),
        ),
        Column("script", Type.WORD, "In which script.", "han", lambda record: record.row.script),
        *ENDS,
    ),
    key=("market", "alias"),
    records=_aliases,
)


def _statements(scope: Scope) -> Iterator[ReferenceRecord]:
    for row in HistoryStatement.objects.public().select_related("market__merged_into", "edition"):
        yield ReferenceRecord(scope, row, row.market.canonical.get_absolute_url())


HISTORY_STATEMENTS = Table(
    name="history_statements",
    title="Statements of history",
    about="One row per statement of a source on a market's history on the List.",
    columns=(
        shared.YEAR,
        ANY_MARKET,
        Column(
            "says",
            Type.WORD,
            "What the source says.",
            "first_listed",
            lambda record: record.row.says,
            words=describe_choices(HistoryStatement.Says),
        ),
        Column(
            "value",
            Type.INTEGER,
            "How many editions or years.",
            "2",
            lambda record: record.row.value,
            empty="the statement has no number",
        ),
        *ENDS,
    ),
    key=("year", "market", "says"),
    records=_statements,
)


def _watch_list(scope: Scope) -> Iterator[ReferenceRecord]:
    rows = WatchListEntry.objects.public().select_related("edition", "market__merged_into")
    for row in rows:
        yield ReferenceRecord(scope, row, "/sister-lists/eu/")


WATCH_LIST_EU = Table(
    name="watch_list_eu",
    title="EU Counterfeit and Piracy Watch List",
    about="One row per name in an edition of the EU's Watch List. No edition is complete: absence is unknown.",
    columns=(
        Column(
            "eu_year",
            Type.INTEGER,
            "The EU's edition.",
            "2022",
            lambda record: record.edition.year,
        ),
        Column(
            "released_on",
            Type.DATE,
            "When it came out.",
            "2022-12-01",
            lambda record: record.edition.released_on,
        ),
        *columns_of(
            "row",
            Column("printed_name", Type.TEXT, "The name as its source writes it.", "Rapidgator"),
            ANY_MARKET,
            replace(shared.KIND, value=lambda record: record.row.kind),
            Column("category", Type.WORD, "The EU's category.", "cyberlockers", empty="not known"),
            Column("country", Type.TEXT, "Country, as the source writes it.", "Thailand", empty="not known"),
            Column(
                "status",
                Type.WORD,
                "What the edition says.",
                "listed",
                words=describe_choices(WatchListEntry.Status),
            ),
        ),
        Column(
            "complete",
            Type.BOOLEAN,
            "Whether the edition is complete in this record.",
            "false",
            lambda record: False,
        ),
        *ENDS,
        replace(shared.ENTRY, value=lambda record: record.row.entry, since="v2026.2"),
    ),
    key=("eu_year", "printed_name"),
    records=_watch_list,
)


@dataclass(eq=False)
class StatusRecord(TableRecord):
    """A country's status in a year."""

    row: CountryStatus

    @property
    def path(self) -> str:
        return f"/countries/{self.row.country_code.lower()}/"


def _statuses(scope: Scope) -> Iterator[StatusRecord]:
    for row in CountryStatus.objects.public():
        yield StatusRecord(scope, row)


SPECIAL_301 = Table(
    name="country_statuses",
    title="Special 301 statuses",
    about="One row per country and year of USTR's Special 301 report, which comes out in April or May.",
    columns=(
        Column(
            "report_year",
            Type.INTEGER,
            "The year of the report.",
            "2020",
            lambda record: record.row.year,
        ),
        Column("country_code", Type.ID, "ISO code.", "CN", lambda record: record.row.country_code),
        Column(
            "status",
            Type.WORD,
            "The country's status.",
            "priority_watch_list",
            lambda record: record.row.status,
            words=describe_choices(CountryStatus.Status),
        ),
        Column(
            "complete",
            Type.BOOLEAN,
            "Whether the whole list of the year was seen, so that `none` is known.",
            "true",
            lambda record: record.row.whole_list,
        ),
        *ENDS,
    ),
    key=("report_year", "country_code"),
    records=_statuses,
)
