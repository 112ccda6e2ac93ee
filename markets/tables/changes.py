"""The table of changes between editions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markets.cells import ListingHistory
from markets.changes import Change, compute_change
from markets.grid import Cell, build_grid
from markets.models import Edition, Market
from markets.tables import shared
from markets.tables.citing import cite_here
from markets.tables.columns import Column, Table, Type
from markets.tables.scope import Scope, TableRecord
from markets.tables.timeline_columns import STATUS_VALUES, TIMELINE_COLUMNS

_timeline = {column.name: column for column in TIMELINE_COLUMNS}

CHANGE_COLUMNS = (
    Column("change_id", Type.ID, "The two editions and the market.", "2016-2017-taobao"),
    replace(
        shared.YEAR,
        name="earlier_year",
        description="The edition compared with, by its year under review.",
        example="2016",
        value=lambda record: record.earlier.year,
    ),
    replace(shared.YEAR, name="later_year", description="The edition compared, by its year under review."),
    shared.MARKET,
    shared.MARKET_NAME,
    shared.KIND,
    replace(
        _timeline["change"],
        empty="",
        value=lambda record: str(record.change),
        description="What the later edition does with the market against the earlier one.",
    ),
    Column(
        "earlier_status",
        Type.WORD,
        "What the earlier edition says of it.",
        "not_listed",
        lambda record: str(record.row.statuses[record.earlier.year]),
        words=STATUS_VALUES,
    ),
    Column(
        "later_status",
        Type.WORD,
        "What the later edition says of it.",
        "listed",
        lambda record: str(record.cell.status),
        words=STATUS_VALUES,
    ),
    Column(
        "editions_absent",
        Type.INTEGER,
        "Editions off the List before it came back.",
        "4",
        empty="it did not come back, or this is unknown",
    ),
    Column(
        "absence",
        Type.TEXT,
        "What a source says of its absence in the later edition.",
        "Off the List after …",
        lambda record: record.cell.absence,
        empty="no source speaks of it",
    ),
    replace(
        shared.SOURCE,
        description="Who says so of the absence.",
        empty="as before",
        value=lambda record: record.cell.absence_source,
    ),
    shared.PERMALINK,
    shared.DATA_VERSION,
    shared.CITE_AS,
)


@dataclass(eq=False)
class ChangeRecord(TableRecord):
    """What `edition` does with a market against an `earlier` one; `page` compares the two."""

    row: ListingHistory
    earlier: Edition
    edition: Edition
    change: Change
    page: str

    @property
    def path(self) -> str:
        return self.page

    @property
    def market(self) -> Market:
        return self.row.market

    @property
    def cell(self) -> Cell:
        return self.row.cells[self.edition.year]

    @property
    def change_id(self) -> str:
        return f"{self.earlier.year}-{self.edition.year}-{self.market.slug}"

    @property
    def editions_absent(self) -> int | None:
        return self.row.editions_absent(self.edition.year) if self.change is Change.RELISTED else None

    @property
    def cite_as(self) -> str:
        what = f"changes from {self.earlier.year} to {self.edition.year}, “{self.market.name}”: "
        return cite_here(what + self.change.label, self.scope.version, self.permalink)


def changes_between(scope: Scope, pair: tuple[int, int] | None = None) -> Iterator[ChangeRecord]:
    """Yield each edition against the previous one; or the one `pair` (earlier, later)."""
    whole = build_grid()
    editions = {edition.year: edition for edition in whole.editions}
    pairs = [pair] if pair else list(zip(whole.years, whole.years[1:], strict=False))
    for earlier, later in pairs:
        page = f"/compare/{earlier}/{later}/" if pair else f"/editions/{later}/changes/"
        for row in whole.rows:
            found = compute_change(row.statuses, whole.years, earlier, later)
            if found is not None:
                yield ChangeRecord(scope, row, editions[earlier], editions[later], found, page)


CHANGES = Table(
    name="changes",
    title="Changes",
    about="One row per market on an edition or on the previous one, and how it changed.",
    columns=CHANGE_COLUMNS,
    key=("change_id",),
    sorted_by=("market", "later_year", "earlier_year"),
    records=changes_between,
)
