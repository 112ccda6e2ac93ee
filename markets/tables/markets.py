"""The table of markets."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q

from markets.cells import ListingHistory
from markets.citations import link_first_source, name_first_source
from markets.consistent_read import once_per_revision
from markets.countries import get_country_names, get_iso3
from markets.grid import build_grid
from markets.listing_values import read_market_countries
from markets.models import Market, Recommendation, WatchListEntry
from markets.models.basis import format_iso_date
from markets.models.market import CANONICAL
from markets.runs import Status
from markets.tables import shared
from markets.tables.citing import cite_here
from markets.tables.columns import Column, Table, Type
from markets.tables.scope import Scope, TableRecord

NEVER = "no edition in this record lists it"
NOT_CLOSED = "no source that we know says that it closed"
NO_EDITION = str(Status.NO_EDITION)
_NOMINATED = Q(filing__role="nomination")
_ON_EU_LIST = Q(status=WatchListEntry.Status.LISTED)
KNOWN_BY = {
    "listings": ("listings", Q()),
    "recommendations": ("recommendations", Q()),
    "nominations": ("nominations", _NOMINATED),
    "other_filings": ("nominations", ~_NOMINATED),
    "eu_watch_list": ("watch_list_entries", _ON_EU_LIST),
    "eu_mentions": ("watch_list_entries", ~_ON_EU_LIST),
    "absences": ("absences", Q()),
    "history_statements": ("history_statements", Q()),
    "names": ("aliases", Q()),
    "identifiers": ("identifiers", Q()),
    "operators": ("operations", Q()),
}
"""What makes a market public, as files name it: the relation that has it, and which of its rows."""

MARKET_COLUMNS = (
    replace(shared.MARKET, references=""),
    shared.MARKET_NAME,
    shared.KIND,
    Column(
        "country_codes",
        Type.CODES,
        "ISO 3166 codes of all its listings, separated by spaces.",
        "CN",
        empty="unknown",
    ),
    Column(
        "country_names",
        Type.TEXTS,
        "The names of these countries, in the same order.",
        "China",
        lambda record: get_country_names(record.country_codes),
        empty="as before",
    ),
    Column(
        "listed_count",
        Type.INTEGER,
        "How many editions in this record list it.",
        "11",
        lambda record: len(record.row.listed_years),
    ),
    Column(
        "first_listed",
        Type.INTEGER,
        "The earliest of them.",
        "2010",
        lambda record: min(record.row.listed_years, default=None),
        empty=NEVER,
    ),
    Column(
        "last_listed",
        Type.INTEGER,
        "The latest of them.",
        "2025",
        lambda record: max(record.row.listed_years, default=None),
        empty=NEVER,
    ),
    Column(
        "listed_years",
        Type.INTEGERS,
        "All of them, separated by spaces.",
        "2010 2011 2016 2017",
        lambda record: record.row.listed_years,
        empty=NEVER,
    ),
    Column(
        "status_latest",
        Type.WORD,
        "What the latest edition says of it.",
        "listed",
        lambda record: str(record.row.cell(record.row.years[-1]).status) if record.row.years else NO_EDITION,
        words=tuple(Status.choices),
    ),
    Column(
        "run_count",
        Type.INTEGER,
        "How many unbroken runs of editions list it.",
        "2",
        lambda record: len(record.row.runs),
    ),
    Column(
        "longest_run_editions",
        Type.INTEGER,
        "The longest of these runs, as far as is known.",
        "10",
        lambda record: record.row.longest,
    ),
    Column(
        "recommendation_count",
        Type.INTEGER,
        "How many recommendations to it are in this record, without criticisms.",
        "21",
        empty="none that we know of",
    ),
    Column(
        "succeeds",
        Type.ID,
        "The market that it carries on, where a source says so.",
        "kickasstorrents",
        empty="none that we know",
    ),
    Column(
        "succession_source",
        Type.TEXT,
        "Who says that it does.",
        "2017 List, p. 14",
        lambda record: record.market.succession_source if record.succeeds else "",
        empty="as before",
    ),
    shared.PERMALINK,
    shared.DATA_VERSION,
    shared.CITE_AS,
    replace(shared.COUNTRY_ISO3, value=lambda record: [get_iso3(code) for code in record.country_codes]),
    Column(
        "closed_on",
        Type.PARTIAL_DATE,
        "When the market had closed for good, at the latest. Its status does not change by it.",
        "2012",
        lambda record: format_iso_date(record.market.closed_on, record.market.closed_precision),
        since="v2026.2",
        empty=NOT_CLOSED,
    ),
    Column(
        "closed_source",
        Type.TEXT,
        "Who says that it closed.",
        "USTR, Press release, 13 December 2012",
        lambda record: name_first_source(record.market.closed_source),
        since="v2026.2",
        empty=NOT_CLOSED,
    ),
    Column(
        "closed_source_url",
        Type.URL,
        "The first web address of that source.",
        "https://ustr.gov/about-us/policy-offices/press-office",
        lambda record: link_first_source(record.market.closed_source),
        since="v2026.2",
        empty=NOT_CLOSED,
    ),
    Column(
        "known_by",
        Type.CODES,
        f"What this record has of the market, separated by spaces, out of: {', '.join(KNOWN_BY)}. Without "
        "`listings`, no edition in this record lists it. `other_filings`: rebuttals and withdrawals name it. "
        "`eu_mentions`: the EU names it without listing it.",
        "listings recommendations eu_watch_list",
        since="v2026.2",
    ),
)


@dataclass(eq=False)
class MarketRecord(TableRecord):
    """A market across all editions. `succeeds`: the id of the public market that it carries on."""

    row: ListingHistory
    country_codes: Sequence[str]
    recommendation_count: int | None
    succeeds: str
    known_by: Sequence[str]

    @property
    def market(self) -> Market:
        return self.row.market

    @property
    def path(self) -> str:
        return self.market.get_absolute_url()

    @property
    def cite_as(self) -> str:
        what = f"“{self.market.name}” in USTR’s Notorious Markets Lists"
        return cite_here(what, self.scope.version, self.permalink)


def _recommendation_counts() -> dict[int, int]:
    """{market: recommendations to it}"""
    asks = Recommendation.objects.public().without_criticisms().annotate(of=CANONICAL).order_by()
    return dict(asks.values_list("of").annotate(count=Count("pk")))


@once_per_revision
def _read_known_by() -> dict[int, list[str]]:
    """{market: what there is of it, in the order of `KNOWN_BY`}"""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for name, (relation, condition) in KNOWN_BY.items():
        facts: Any = Market._meta.get_field(relation).related_model
        rows = (
            facts.objects.public().filter(condition, market__isnull=False).order_by().annotate(of=CANONICAL)
        )
        for market in rows.values_list("of", flat=True).distinct():
            found[market].append(name)
    return dict(found)


def _records(scope: Scope) -> Iterator[MarketRecord]:
    return _make_records(scope, build_grid().rows)


def _make_records(scope: Scope, rows: Sequence[ListingHistory]) -> Iterator[MarketRecord]:
    countries, asked = read_market_countries(), _recommendation_counts()
    slugs = {row.market.pk: row.market.slug for row in build_grid().rows}
    known_by = _read_known_by()
    for row in rows:
        key, succeeds = row.market.pk, slugs.get(row.market.succeeds_id or 0, "")
        yield MarketRecord(
            scope, row, countries.get(key, ()), asked.get(key), succeeds, known_by.get(key, ())
        )


MARKETS = Table(
    name="markets",
    title="Markets",
    about="One row per market: what we recognize as the same from edition to edition. `listed=never`, or "
    "an id, selects markets that sources name but no known edition lists.",
    columns=MARKET_COLUMNS,
    key=("market",),
    records=_records,
    records_beside=lambda scope, entries: _make_records(scope, [entry.row for entry in entries]),
)
