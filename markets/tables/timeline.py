"""The timeline: one row per public listing, readable alone; on request a row for every other cell too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from markets.changes import CHANGE_WORDS
from markets.countries import country_names
from markets.grid import Cell, Coverage, Grid, grid
from markets.grid import Row as GridRow
from markets.models import Edition, Listing, Market
from markets.spells import STATUS_WORDS, Status
from markets.tables import shared
from markets.tables.citing import cite_listing
from markets.tables.columns import Column, Row, Table, Type
from markets.tables.evidence import address_in, one_line, snapshot_addresses, source_of
from markets.tables.scope import Scope, permalink

# So many markets are held at once: the grid of all of them would grow with the record.
BATCH = 1000

ResponseCounts = Callable[[], Mapping[tuple[int, int], int]]
"""Gives {(market's key, year): public responses}; this app does not know responses."""

COMPLETE = "complete_edition"
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
        empty="no country is given, or it is not established",
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
        "listed_again",
        words=tuple((str(change), word) for change, word in CHANGE_WORDS.items()),
        empty="the first edition, or listed in neither",
    ),
    Column(
        "spell_editions",
        Type.INTEGER,
        "How many editions in a row list the market, this one included, as far as is established.",
        "3",
        empty="the market is not listed",
    ),
    Column(
        "editions_off",
        Type.INTEGER,
        "How many editions the market was off the List before it came back in this one.",
        "4",
        empty="it did not come back in this edition, or an edition in between is not established",
    ),
    Column(
        "domains",
        Type.CODES,
        "Domains as printed, parted by spaces. Do not make links of them: they may harm.",
        "taobao.com",
        empty="none is given, or none is established",
    ),
    Column(
        "recommendation_count", Type.INTEGER, "How many recommendations the edition makes to the market.", "7"
    ),
    Column(
        "response_count",
        Type.INTEGER,
        "How many public responses to this edition about the market we hold.",
        "2",
    ),
    replace(shared.EVIDENCE, words=_evidence, empty="not established, or out of scope"),
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


def batches(scope: Scope) -> Iterator[Grid]:
    """The grid of the markets asked for, so many at a time, in the order of their ids."""
    known = sorted(Market.objects.public().order_by().values_list("slug", "pk"))
    chosen = [pk for slug, pk in known if scope.holds(slug)]
    for start in range(0, len(chosen), BATCH):
        part = Market.objects.filter(pk__in=chosen[start : start + BATCH])
        yield grid(sorted(part, key=lambda market: market.slug))


def _rows(scope: Scope, response_counts: ResponseCounts) -> Iterator[Row]:
    counts = response_counts()
    for part in batches(scope):
        editions = {edition.year: edition for edition in part.editions}
        ids = [cell.listing_id for row in part.rows for cell in row.cells.values() if cell.listing_id]
        listings = {listing.pk: listing for listing in Listing.objects.filter(pk__in=ids).defer("text")}
        addresses = snapshot_addresses(each.snapshot_id for each in listings.values() if each.snapshot_id)
        for row in part.rows:
            for year, cell in row.cells.items():
                if not scope.holds(row.market.slug, year):
                    continue
                responses = counts.get((row.market.pk, year), 0)
                if cell.listing_id:
                    listing = listings[cell.listing_id]
                    yield _listed(row, editions[year], cell, listing, responses, addresses, scope)
                elif scope.absences:
                    yield _absent(row, editions[year], cell, responses, part.coverage, scope)


def _head(row: GridRow, edition: Edition) -> Sequence[object]:
    return (
        f"{edition.year}-{row.market.slug}",
        edition.year,
        edition.title,
        edition.released,
        edition.released_precision if edition.released_on else "",
        row.market.slug,
        row.market.name,
    )


def _change(row: GridRow, year: int) -> str:
    return str(row.change(year) or "")


def _listed(
    row: GridRow,
    edition: Edition,
    cell: Cell,
    listing: Listing,
    responses: int,
    addresses: Mapping[int, str],
    scope: Scope,
) -> Row:
    source, source_url = source_of(listing, addresses)
    address = permalink(f"/editions/{edition.year}/{row.market.slug}/")
    return (
        *_head(row, edition),
        listing.printed_name,
        listing.kind,
        listing.countries,
        country_names(listing.countries),
        cell.status,
        _change(row, edition.year),
        row.spell_at(edition.year),
        row.editions_off(edition.year),
        listing.domains,
        cell.recommendations,
        responses,
        listing.evidence,
        source,
        source_url,
        listing.page,
        address,
        scope.version,
        cite_listing(edition, listing.printed_name, scope.version, address),
    )


def _absent(
    row: GridRow,
    edition: Edition,
    cell: Cell,
    responses: int,
    coverage: Mapping[tuple[int, str], Coverage],
    scope: Scope,
) -> Row:
    evidence, source = "", ""
    if cell.absence_source:
        evidence, source = "sourced", f"{cell.absence} ({cell.absence_source})"
    elif cell.status is Status.NOT_LISTED:
        evidence = COMPLETE
        source = f"Not among the {row.market.kind} listings of the edition, of which all are held."
    elif cell.status is Status.NOT_ESTABLISHED:
        source = (
            f"Held of the edition's {row.market.kind} listings: {coverage[edition.year, row.market.kind]}."
        )
    elif cell.status is Status.OUT_OF_SCOPE:
        source = f"The edition does not cover {row.market.kind} markets."
    # The market's page shows every edition; a listing that is not there has no page.
    address = permalink(f"/markets/{row.market.slug}/")
    return (
        *_head(row, edition),
        "",
        row.market.kind,
        (),
        (),
        cell.status,
        _change(row, edition.year),
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
        cite_listing(edition, "", scope.version, address, f"{row.market.name}: {STATUS_WORDS[cell.status]}"),
    )
