"""The timeline: one row per public listing, readable alone; on request a row for every other cell too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property

from markets.cells import ListingHistory
from markets.citations import find_first_source
from markets.consistent_read import once_per_revision
from markets.grid import Cell, Coverage, build_grid
from markets.listing_values import read_inferred_countries
from markets.models import Edition, Evidence, Market
from markets.public_listings import PublicListing, read_public_listings
from markets.runs import Status
from markets.tables.citing import cite_edition, cite_entry
from markets.tables.columns import Table
from markets.tables.entries import MarketEntry
from markets.tables.evidence import snapshot_addresses, source_of
from markets.tables.scope import Scope, TableRecord
from markets.tables.timeline_columns import COMPLETE, TIMELINE_COLUMNS
from markets.tables.timeline_sister_lists import (
    Nominators,
    ReadNominators,
    SisterLists,
    read_sister_lists,
)

ResponseCounts = Callable[[], Mapping[tuple[int, ...], int]]
"""Gives {(market's key, year): public responses}, 0 for a silence; this app does not know responses."""

FindOperators = Callable[[str, int], Mapping[str, str]]
"""Gives {party: name} for the id of a market and a year."""


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
    """What is read once for all rows. `addresses`: where documents came from. `cited`: editions in words.

    `identified`: how much of an edition's list of a kind is known, in words.
    """

    listings: Mapping[int, PublicListing]
    addresses: Mapping[int, str]
    coverage: Mapping[tuple[int, str], Coverage]
    identified: Mapping[tuple[int, str], str]
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
        identified = {
            (year, kind): f"Identified of the edition's {kind} listings: {cover}."
            for (year, kind), cover in grid.coverage.items()
        }
        beside, inferred = read_sister_lists(nominators), read_inferred_countries()
        known = (listings, addresses, grid.coverage, identified)
        return cls(*known, counts, find_operators, beside, inferred, cited)


@dataclass(eq=False)
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
        return _source_of_absence(self.cell, self.market.kind, self.facts.identified)

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

    @property
    def operators(self) -> Mapping[str, str]:
        return self.facts.find_operators(self.market.slug, self.edition.year)

    @property
    def eu_watch_list_years(self) -> Sequence[int]:
        return self.facts.sister_lists.eu_years.get(self.market.pk, ())

    @property
    def nominated_by(self) -> Sequence[str]:
        return self.facts.sister_lists.nominators.get((self.market.pk, self.edition.year), ())

    @property
    def special_301_statuses(self) -> Sequence[str]:
        if self.listing is None:
            return ()
        return self.facts.sister_lists.find_statuses(self.edition, self.listing.countries)

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
        what = "" if self.listing else f"{self.market.name}: {self.cell.status.label}"
        edition = self.facts.cited[self.edition.year]
        return cite_entry(edition, self.cell.printed_name, self.scope.version, self.permalink, what)


def _entries(scope: Scope, facts: TimelineFacts) -> Iterator[TimelineEntry]:
    whole = build_grid()
    editions = {edition.year: edition for edition in whole.editions}
    for row in sorted(whole.rows, key=lambda row: row.market.slug):
        for year in row.years if scope.absences else row.listed_years:
            cell = row.cells[year]
            listing = facts.listings[cell.listing_id] if cell.listing_id else None
            yield TimelineEntry(scope, facts, row, editions[year], cell, listing)


def _cells_beside(
    scope: Scope, facts: TimelineFacts, entries: Sequence[MarketEntry]
) -> Iterator[TimelineEntry]:
    """Yield every cell of markets that no edition is known to list: of those, they have no others."""
    for entry in entries:
        for edition in build_grid().editions:
            cell = entry.row.cells[edition.year]
            yield TimelineEntry(scope, facts, entry.row, edition, cell, None)


def _source_of_absence(
    cell: Cell, kind: str, identified: Mapping[tuple[int, str], str]
) -> tuple[str, str, str]:
    """Return how we know what a cell without a listing says: evidence, source, address."""
    if cell.absence_source:
        name, address = find_first_source(cell.absence_source)
        return "secondary", f"{cell.absence} ({name})", address
    if cell.status is Status.NOT_LISTED:
        return COMPLETE, f"Not among the {kind} listings of the edition, all of which are identified.", ""
    if cell.status is Status.UNKNOWN:
        return "", identified[cell.year, kind], ""
    return "", f"The edition does not cover {kind} markets.", ""
