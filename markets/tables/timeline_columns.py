"""What the timeline says of each market and edition, column by column."""

from dataclasses import replace

from markets.changes import Change
from markets.countries import get_country_names
from markets.runs import Status
from markets.tables import shared
from markets.tables.columns import Column, Type
from markets.tables.timeline_context import CONTEXT_COLUMNS
from markets.tables.timeline_sister_lists import SISTER_LIST_COLUMNS

COMPLETE = "complete_list"
STATUS_VALUES = tuple((str(status), status.label) for status in Status if status is not Status.NO_EDITION)

TIMELINE_COLUMNS = (
    Column("row_id", Type.ID, "Permanent id of the row: the edition and the market.", "2017-taobao"),
    shared.YEAR,
    shared.EDITION_TITLE,
    shared.RELEASED_ON,
    shared.RELEASED_ON_PRECISION,
    shared.MARKET,
    shared.MARKET_NAME,
    Column(
        "printed_name",
        Type.TEXT,
        "The name that USTR printed.",
        "Taobao.com",
        lambda entry: entry.cell.printed_name,
        empty="the market is not listed",
    ),
    replace(shared.KIND, value=lambda entry: entry.listing.kind if entry.listing else entry.market.kind),
    Column(
        "country_codes",
        Type.CODES,
        "ISO 3166 codes of the countries that the entry is about, separated by spaces.",
        "CN",
        lambda entry: entry.listing.countries if entry.listing else [],
        empty="no country is given, or it is unknown",
    ),
    Column(
        "country_names",
        Type.TEXTS,
        "The names of these countries, in the same order.",
        "China",
        lambda entry: get_country_names(entry.listing.countries) if entry.listing else [],
        empty="as before",
    ),
    Column(
        "status",
        Type.WORD,
        "What the edition says of the market.",
        "listed",
        lambda entry: entry.cell.status,
        words=STATUS_VALUES,
    ),
    Column(
        "change",
        Type.WORD,
        "What the edition does with the market against the edition before it.",
        "relisted",
        lambda entry: entry.row.change(entry.edition.year),
        words=tuple(Change.choices),
        empty="the first edition, or listed in neither",
    ),
    Column(
        "run_editions",
        Type.INTEGER,
        "How many editions in a row list the market, this one included, as far as is known.",
        "3",
        lambda entry: entry.row.run_at(entry.edition.year) or None,
        empty="the market is not listed",
    ),
    Column(
        "editions_absent",
        Type.INTEGER,
        "How many editions the market was off the List before it came back in this one.",
        "4",
        lambda entry: entry.row.editions_absent(entry.edition.year),
        empty="it did not come back in this edition, or an edition in between is unknown",
    ),
    Column(
        "domains",
        Type.CODES,
        "Domains as printed, separated by spaces. Do not make links of them: they may harm.",
        "taobao.com",
        lambda entry: entry.listing.domains if entry.listing else [],
        empty="none is given, or it is unknown",
    ),
    Column(
        "recommendation_count",
        Type.INTEGER,
        "How many recommendations the edition makes to the market; criticisms are not counted.",
        "7",
        lambda entry: entry.recommendation_count,
        empty="none that we know of, and we have not read the report",
    ),
    Column(
        "response_count",
        Type.INTEGER,
        "How many public responses are about the market under this edition, or answer its entry or "
        "a recommendation in it. 0: the party declined to comment, or we searched and found none.",
        "2",
        empty="none is in this record; there may be one",
    ),
    replace(
        shared.EVIDENCE,
        words=(
            *shared.EVIDENCE.words,
            (COMPLETE, "all listings of its kind that USTR stated are identified"),
        ),
        empty="unknown, or out of scope",
    ),
    shared.SOURCE,
    shared.SOURCE_URL,
    replace(shared.SOURCE_PAGE, value=lambda entry: entry.listing.page if entry.listing else None),
    shared.PERMALINK,
    shared.DATA_VERSION,
    shared.CITE_AS,
    *CONTEXT_COLUMNS,
    *SISTER_LIST_COLUMNS,
    shared.INFERRED_COUNTRIES,
)
