"""The timeline: one row per public listing, readable alone; on request a row for every other cell too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from markets.cells import ListingHistory
from markets.changes import CHANGE_WORDS
from markets.countries import get_country_names
from markets.grid import Cell, Coverage
from markets.models import PUBLIC, Edition, Listing
from markets.runs import STATUS_WORDS, Status
from markets.tables import shared
from markets.tables.batches import batches
from markets.tables.citing import cite_edition, cite_entry
from markets.tables.columns import Column, Row, Table, Type
from markets.tables.evidence import address_in, named, one_line, snapshot_addresses
from markets.tables.scope import Scope, permalink

ResponseCounts = Callable[[], Mapping[tuple[int, int], int]]
"""Gives {(market's key, year): public responses}; this app does not know responses."""

COMPLETE = "complete_list"
_words = tuple(
    (str(status), word) for status, word in STATUS_WORDS.items() if status is not Status.NO_EDITION
)
_evidence = (*shared.EVIDENCE.words, (COMPLETE, "all listings of its kind that USTR stated are held"))

COLUMNS = (
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
        empty="the market is not listed",
    ),
    shared.KIND,
    Column(
        "country_codes",
        Type.CODES,
        "ISO 3166 codes of the countries that the entry is about, parted by spaces.",
        "CN",
        empty="no country is given, or it is unknown",
    ),
    Column(
        "country_names",
        Type.TEXTS,
        "The names of these countries, in the same order.",
        "China",
        empty="as before",
    ),
    Column("status", Type.WORD, "What the edition says of the market.", "listed", words=_words),
    Column(
        "change",
        Type.WORD,
        "What the edition does with the market against the edition before it.",
        "relisted",
        words=tuple((str(change), word) for change, word in CHANGE_WORDS.items()),
        empty="the first edition, or listed in neither",
    ),
    Column(
        "run_editions",
        Type.INTEGER,
        "How many editions in a row list the market, this one included, as far as is established.",
        "3",
        empty="the market is not listed",
    ),
    Column(
        "editions_absent",
        Type.INTEGER,
        "How many editions the market was off the List before it came back in this one.",
        "4",
        empty="it did not come back in this edition, or an edition in between is unknown",
    ),
    Column(
        "domains",
        Type.CODES,
        "Domains as printed, parted by spaces. Do not make links of them: they may harm.",
        "taobao.com",
        empty="none is given, or none is established",
    ),
    Column(
        "recommendation_count",
        Type.INTEGER,
        "How many recommendations the edition makes to the market; criticisms are not counted.",
        "7",
    ),
    Column(
        "response_count",
        Type.INTEGER,
        "How many public responses that we hold are about the market under this edition, or answer its entry or "
        "something asked in it; a silence that we looked into is recorded as one.",
        "2",
    ),
    replace(shared.EVIDENCE, words=_evidence, empty="unknown, or out of scope"),
    shared.SOURCE,
    shared.SOURCE_URL,
    shared.SOURCE_PAGE,
    shared.PERMALINK,
    shared.DATA_VERSION,
    shared.CITE_AS,
)


def timeline(response_counts: ResponseCounts) -> Table:
    """The table; how many responses there are is told by who knows them."""
    return Table(
        name="timeline",
        title="Timeline",
        about="One row per market and edition that lists it, joined with all that one needs to read it alone.",
        columns=COLUMNS,
        key=("row_id",),
        sorted_by=("market", "year"),
        rows=lambda scope: _rows(scope, response_counts),
        options=frozenset({"absences"}),
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """What every row of an edition says of it."""

    year: int
    title: str
    released: str
    precision: str
    cited: str

    @classmethod
    def of(cls, edition: Edition) -> _Head:
        precision = edition.released_precision if edition.released_on else ""
        return cls(edition.year, edition.title, edition.released, precision, cite_edition(edition))


@dataclass(frozen=True, slots=True)
class _Listed:
    """What a listing says, as far as the public may know it."""

    printed_name: str
    kind: str
    country_codes: Sequence[str]
    country_basis: str
    domains_printed: Sequence[str]
    domains_basis: str
    evidence: str
    source: str
    snapshot: int | None
    page: int | None


LISTED = tuple(each.name for each in fields(_Listed))


def _rows(scope: Scope, response_counts: ResponseCounts) -> Iterator[Row]:
    counts = response_counts()
    for part in batches(scope, listed_alone=not scope.absences):
        heads = {
            edition.year: _Head.of(edition) for edition in part.editions if scope.holds_year(edition.year)
        }
        # Tuples, not instances: there may be a million.
        ids = [cell.listing_id for row in part.rows for cell in row.cells.values() if cell.listing_id]
        found = Listing.objects.filter(pk__in=ids).order_by().values_list("pk", *LISTED)
        listings = {pk: _Listed(*values) for pk, *values in found}
        addresses = snapshot_addresses(each.snapshot for each in listings.values() if each.snapshot)
        for row in part.rows:
            for year, head in heads.items():
                cell = row.cells[year]
                responses = counts.get((row.market.pk, year), 0) if counts else 0
                if cell.listing_id:
                    yield _listed(row, head, cell, listings[cell.listing_id], responses, addresses, scope)
                elif scope.absences:
                    yield _absent(row, head, cell, responses, part.coverage, scope)


def _listed(
    row: ListingHistory,
    head: _Head,
    cell: Cell,
    listing: _Listed,
    responses: int,
    addresses: Mapping[int, str],
    scope: Scope,
) -> Row:
    source, address_named = named(listing.source)
    slug, year = row.market.slug, head.year
    address = permalink(f"/editions/{year}/{slug}/")
    countries = listing.country_codes if listing.country_basis in PUBLIC else ()
    return (
        f"{year}-{slug}",
        year,
        head.title,
        head.released,
        head.precision,
        slug,
        row.market.name,
        listing.printed_name,
        listing.kind,
        countries,
        get_country_names(countries) if countries else (),
        str(cell.status),
        _change(row, year),
        row.run_at(year),
        row.editions_absent(year),
        listing.domains_printed if listing.domains_basis in PUBLIC else (),
        cell.recommendations,
        responses,
        listing.evidence,
        source,
        addresses.get(listing.snapshot or 0, "") or address_named,
        listing.page,
        address,
        scope.version,
        cite_entry(head.cited, listing.printed_name, scope.version, address),
    )


def _change(row: ListingHistory, year: int) -> str:
    return str(row.change(year) or "")


def _absent(
    row: ListingHistory,
    head: _Head,
    cell: Cell,
    responses: int,
    coverage: Mapping[tuple[int, str], Coverage],
    scope: Scope,
) -> Row:
    evidence, source = "", ""
    if cell.absence_source:
        evidence, source = "secondary", f"{cell.absence} ({cell.absence_source})"
    elif cell.status is Status.NOT_LISTED:
        evidence = COMPLETE
        source = f"Not among the {row.market.kind} listings of the edition, of which all are held."
    elif cell.status is Status.UNKNOWN:
        source = f"Held of the edition's {row.market.kind} listings: {coverage[head.year, row.market.kind]}."
    elif cell.status is Status.OUT_OF_SCOPE:
        source = f"The edition does not cover {row.market.kind} markets."
    # The market's page shows every edition; a listing that is not there has no page.
    address = permalink(f"/markets/{row.market.slug}/")
    said = f"{row.market.name}: {STATUS_WORDS[cell.status]}"
    return (
        f"{head.year}-{row.market.slug}",
        head.year,
        head.title,
        head.released,
        head.precision,
        row.market.slug,
        row.market.name,
        "",
        row.market.kind,
        (),
        (),
        str(cell.status),
        _change(row, head.year),
        None,
        None,
        (),
        cell.recommendations,
        responses,
        evidence,
        one_line(source),
        address_in(cell.absence_source),
        None,
        address,
        scope.version,
        cite_entry(head.cited, "", scope.version, address, said),
    )
