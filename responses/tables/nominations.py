"""The tables of filings to USTR's reviews and of the names in them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markets.models import Edition, Market
from markets.models.basis import format_iso_date
from markets.runs import Status
from markets.tables import shared
from markets.tables.columns import Column, Table, Type, describe_choices
from markets.tables.partial_dates import day_columns
from markets.tables.scope import Scope, TableRecord
from markets.tables.sister_lists import ANY_MARKET, ENDS
from responses.models import Filing, Nomination
from responses.nominations.outcome import FilingOutcome, find_filings

FILER = Column("filer", Type.TEXT, "Who filed.", "MPA", lambda record: record.filing.filer)
FILED_ON = Column(
    "filed_on",
    Type.PARTIAL_DATE,
    "When it was filed, as exactly as it is known.",
    "2022-10-07",
    lambda record: format_iso_date(record.filing.filed_on, record.filing.filed_precision),
    since="v2026.2",
    empty="not known",
)
ROLE = Column(
    "role",
    Type.WORD,
    "Whether the filing asks for listings or objects.",
    "nomination",
    lambda record: record.filing.role,
    words=describe_choices(Filing.Role),
)


@dataclass(eq=False)
class FilingRecord(TableRecord):
    """A filing with the outcome of its names."""

    outcome: FilingOutcome

    @property
    def row(self) -> Filing:
        return self.outcome.filing

    @property
    def filing(self) -> Filing:
        return self.outcome.filing

    @property
    def edition(self) -> Edition:
        return self.filing.edition

    @property
    def path(self) -> str:
        return f"/nominations/#y{self.edition.year}"


def _filings(scope: Scope) -> Iterator[FilingRecord]:
    for outcome in find_filings():
        yield FilingRecord(scope, outcome)


FILINGS = Table(
    name="filings",
    title="Filings",
    about="One row per filer, edition and role. Counts are of the names we know, unless the filing is complete.",
    columns=(
        shared.YEAR,
        FILER,
        ROLE,
        Column(
            "filer_kind",
            Type.WORD,
            "What the filer is.",
            "right_holder_body",
            lambda record: record.filing.filer_kind,
            words=describe_choices(Filing.FilerKind),
        ),
        Column(
            "complete",
            Type.WORD,
            "Which of its names are known.",
            "whole",
            lambda record: record.filing.complete,
            words=describe_choices(Filing.Complete)[:2],
            empty="not all names are known",
        ),
        Column(
            "docket",
            Type.ID,
            "The docket.",
            "USTR-2022-0010",
            lambda record: record.filing.docket_id,
            empty="not known",
        ),
        Column(
            "name_count",
            Type.INTEGER,
            "How many of its names are known.",
            "25",
            lambda record: len(record.outcome.names) or None,
            empty="none is known",
        ),
        Column(
            "listed_count",
            Type.INTEGER,
            "How many of these the List of that year is known to name.",
            "20",
            lambda record: record.outcome.listed,
            empty="no name is known, or it is unknown of some and none is known to be listed",
        ),
        Column(
            "not_listed_count",
            Type.INTEGER,
            "How many of these the List of that year is known not to name.",
            "3",
            lambda record: record.outcome.not_listed,
            empty="no name is known, or it is unknown of some and none is known not to be listed",
        ),
        Column(
            "listed_percent",
            Type.INTEGER,
            "The rate, only of a complete filing against a complete edition.",
            "80",
            lambda record: record.outcome.rate,
            empty="the filing or the edition is not complete",
        ),
        *ENDS,
        FILED_ON,
        *day_columns(FILED_ON),
        Column(
            "comment_id",
            Type.ID,
            "Its number in the docket.",
            "USTR-2022-0010-0040",
            lambda record: record.filing.comment_id,
            since="v2026.2",
            empty="not known",
        ),
        Column(
            "party",
            Type.ID,
            "The filer, where it is a party of this record.",
            "alibaba-group",
            lambda record: record.filing.party.slug if record.filing.party else "",
            since="v2026.2",
            empty="the filer is no party of this record",
        ),
    ),
    key=("year", "filer", "role"),
    records=_filings,
)


@dataclass(eq=False)
class NominationRecord(TableRecord):
    """A name in a filing, and what the edition under review says of it."""

    row: Nomination
    filing: Filing
    market: Market | None
    status: Status

    @property
    def edition(self) -> Edition:
        return self.filing.edition

    @property
    def path(self) -> str:
        return self.market.get_absolute_url() if self.market else f"/nominations/#y{self.edition.year}"


def _nominations(scope: Scope) -> Iterator[NominationRecord]:
    for outcome in find_filings():
        for name in outcome.names:
            yield NominationRecord(scope, name.nomination, outcome.filing, name.market, name.status)


NOMINATIONS = Table(
    name="nominations",
    title="Nominations",
    about="One row per name in a filing, and whether the List of that year then named it.",
    columns=(
        shared.YEAR,
        FILER,
        ROLE,
        Column(
            "name",
            Type.TEXT,
            "The name, as its source writes it.",
            "1337x",
            lambda record: record.row.name,
        ),
        ANY_MARKET,
        replace(shared.KIND, value=lambda record: record.row.kind),
        Column(
            "status",
            Type.WORD,
            "What the List of that year says of it.",
            "listed",
            lambda record: record.status.value,
            words=tuple((status.value, status.value.replace("_", " ")) for status in Status),
        ),
        *ENDS,
    ),
    key=("year", "filer", "role", "name"),
    records=_nominations,
)
