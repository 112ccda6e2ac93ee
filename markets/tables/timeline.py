"""The timeline: one row per public listing, readable alone; on request a row for every other cell too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import cached_property

from markets.cells import ListingHistory
from markets.changes import CHANGE_WORDS
from markets.citations import link_first_source, name_first_source
from markets.countries import get_country_names
from markets.grid import Cell, Coverage, build_grid
from markets.listing_values import read_inferred_countries
from markets.models import Edition, Evidence, Market
from markets.models.version import once_per_revision
from markets.public_listings import PublicListing, read_public_listings
from markets.runs import STATUS_WORDS, Status
from markets.tables import shared
from markets.tables.citing import cite_edition, cite_entry
from markets.tables.columns import Column, Table, Type
from markets.tables.entries import MarketEntry
from markets.tables.evidence import snapshot_addresses, source_of
from markets.tables.scope import Scope, TableRecord
from markets.tables.timeline_context import CONTEXT_COLUMNS
from markets.tables.timeline_sister_lists import (
    SISTER_LIST_COLUMNS,
    ListsBeside,
    Nominators,
    ReadNominators,
    SisterLists,
    read_sister_lists,
)

ResponseCounts = Callable[[], Mapping[tuple[int, ...], int]]
"""Gives {(market's key, year): public responses}, 0 for a silence; this app does not know responses."""

FindOperators = Callable[[str, int], Mapping[str, str]]
"""Gives {party: name} for the id of a market and a year."""

COMPLETE = "complete_list"
STATUS_VALUES = tuple(
    (str(status), word) for status, word in STATUS_WORDS.items() if status is not Status.NO_EDITION
)

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
        lambda entry: str(entry.cell.status),
        words=STATUS_VALUES,
    ),
    Column(
        "change",
        Type.WORD,
        "What the edition does with the market against the edition before it.",
        "relisted",
        lambda entry: str(entry.row.change(entry.edition.year) or ""),
        words=tuple((str(change), word) for change, word in CHANGE_WORDS.items()),
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


def define_timeline(
    response_counts: ResponseCounts, operators: Callable[[], FindOperators], nominators: ReadNominators
) -> Table:
    """Return the table; the caller knows how many responses there are, who operates a market and who nominated it."""
    read_facts = once_per_revision(lambda: TimelineFacts.read(response_counts(), operators(), nominators()))
    return Table(
        name="timeline",
        title="Timeline",
        about="One row per market and edition that lists it, with its edition, market and source: self-contained. "
        "`market_listed=never`, or its id, selects a market without a known listing. Such a market has a row for "
        "every edition.",
        columns=TIMELINE_COLUMNS,
        key=("row_id",),
        sorted_by=("market", "year"),
        in_order=True,
        records=lambda scope: _entries(scope, read_facts()),
        options=frozenset({"absences"}),
        records_beside=lambda scope, entries: _cells_beside(scope, read_facts(), entries),
    )


@dataclass(frozen=True)
class TimelineFacts:
    """What is read once for all rows. `addresses`: where documents came from. `cited`: editions in words."""

    listings: Mapping[int, PublicListing]
    addresses: Mapping[int, str]
    coverage: Mapping[tuple[int, str], Coverage]
    response_counts: Mapping[tuple[int, ...], int]
    find_operators: FindOperators
    sister_lists: SisterLists
    inferred_countries: Mapping[tuple[int, int], Sequence[str]]
    cited: Mapping[int, str]

    @classmethod
    def read(
        cls, counts: Mapping[tuple[int, ...], int], find_operators: FindOperators, nominators: Nominators
    ) -> TimelineFacts:
        listings = {each.pk: each for each in read_public_listings()}
        addresses = snapshot_addresses(each.snapshot_id for each in listings.values() if each.snapshot_id)
        grid = build_grid()
        cited = {edition.year: cite_edition(edition) for edition in grid.editions}
        beside, inferred = read_sister_lists(nominators), read_inferred_countries()
        return cls(listings, addresses, grid.coverage, counts, find_operators, beside, inferred, cited)


@dataclass(frozen=True)
class TimelineEntry(TableRecord):
    """A market in an edition; `listing` where the edition lists it. `evidence`, `source`: how we know this."""

    facts: TimelineFacts
    row: ListingHistory
    edition: Edition
    cell: Cell
    listing: PublicListing | None

    @cached_property
    def _known(self) -> tuple[str, str, str]:
        if self.listing is not None:
            return self.listing.evidence, *source_of(self.listing, self.facts.addresses)
        return _source_of_absence(self.cell, self.market.kind, self.facts.coverage)

    @property
    def evidence(self) -> str:
        return self._known[0]

    @property
    def source(self) -> str:
        return self._known[1]

    @property
    def source_url(self) -> str:
        return self._known[2]

    @property
    def recommendation_count(self) -> int | None:
        """Of a listing whose report we have not read, none that we know of is not none."""
        read = self.listing is not None and self.listing.evidence == Evidence.OFFICIAL
        return self.cell.recommendations or (0 if read else None)

    @property
    def response_count(self) -> int | None:
        return self.facts.response_counts.get((self.market.pk, self.edition.year))

    @property
    def inferred_country_codes(self) -> Sequence[str]:
        return self.facts.inferred_countries.get((self.market.pk, self.edition.year), ())

    @cached_property
    def coverage(self) -> Coverage | None:
        kind = self.listing.kind if self.listing else self.market.kind
        return self.facts.coverage.get((self.edition.year, kind))

    @cached_property
    def operators(self) -> Mapping[str, str]:
        return self.facts.find_operators(self.market.slug, self.edition.year)

    @cached_property
    def beside(self) -> ListsBeside:
        codes = self.listing.countries if self.listing else ()
        return self.facts.sister_lists.find(self.market.pk, self.edition, codes)

    @property
    def market(self) -> Market:
        return self.row.market

    @property
    def row_id(self) -> str:
        return f"{self.edition.year}-{self.market.slug}"

    @property
    def path(self) -> str:
        """The page of the listing; without one, that of the market, which shows every edition."""
        slug = self.market.slug
        return f"/editions/{self.edition.year}/{slug}/" if self.listing else f"/markets/{slug}/"

    @property
    def cite_as(self) -> str:
        what = "" if self.listing else f"{self.market.name}: {STATUS_WORDS[self.cell.status]}"
        edition = self.facts.cited[self.edition.year]
        return cite_entry(edition, self.cell.printed_name, self.scope.version, self.permalink, what)


def _entries(scope: Scope, facts: TimelineFacts) -> Iterator[TimelineEntry]:
    whole = build_grid()
    for row in sorted(whole.rows, key=lambda row: row.market.slug):
        for edition in whole.editions:
            cell = row.cells[edition.year]
            if cell.listing_id:
                yield TimelineEntry(scope, facts, row, edition, cell, facts.listings[cell.listing_id])
            elif scope.absences:
                yield TimelineEntry(scope, facts, row, edition, cell, None)


def _cells_beside(
    scope: Scope, facts: TimelineFacts, entries: Sequence[MarketEntry]
) -> Iterator[TimelineEntry]:
    """Yield every cell of markets that no edition is known to list: of those, they have no others."""
    for entry in entries:
        for edition in build_grid().editions:
            cell = entry.row.cells[edition.year]
            yield TimelineEntry(scope, facts, entry.row, edition, cell, None)


def _source_of_absence(
    cell: Cell, kind: str, coverage: Mapping[tuple[int, str], Coverage]
) -> tuple[str, str, str]:
    """Return how we know what a cell without a listing says: evidence, source, address."""
    if cell.absence_source:
        words = f"{cell.absence} ({name_first_source(cell.absence_source)})"
        return "secondary", words, link_first_source(cell.absence_source)
    if cell.status is Status.NOT_LISTED:
        return COMPLETE, f"Not among the {kind} listings of the edition, all of which are identified.", ""
    if cell.status is Status.UNKNOWN:
        return "", f"Identified of the edition's {kind} listings: {coverage[cell.year, kind]}.", ""
    return "", f"The edition does not cover {kind} markets.", ""
