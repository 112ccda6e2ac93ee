"""The tables of listings and of changes between editions."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Collate

from markets.changes import CHANGE_WORDS, compute_change
from markets.countries import get_country_names
from markets.models import PUBLIC, Edition, Listing, Market, TextMode
from markets.tables import shared
from markets.tables.batches import batches
from markets.tables.citing import cite_here, cite_listing
from markets.tables.columns import Column, Row, Table, Type, words
from markets.tables.evidence import snapshot_addresses, source_id, source_of
from markets.tables.scope import Scope, permalink
from markets.tables.timeline import COLUMNS as TIMELINE

CODING = "not coded"
AT_ONCE = 1000
_by_name = {column.name: column for column in TIMELINE}

COLUMNS = (
    Column("listing_id", Type.ID, "Permanent id of the listing: the edition and the market.", "2017-taobao"),
    shared.YEAR,
    shared.MARKET,
    shared.MARKET_NAME,
    replace(_by_name["printed_name"], empty=""),
    shared.KIND,
    Column(
        "country_printed",
        Type.TEXT,
        "Country or economy as printed.",
        "Switzerland; Panama",
        empty="none is established",
    ),
    _by_name["country_codes"],
    _by_name["country_names"],
    Column("city_printed", Type.TEXT, "City as printed.", "Guangzhou", empty="none is established"),
    _by_name["domains"],
    Column("category", Type.TEXT, "What the market is, in our coding.", "e-commerce", empty=CODING),
    Column("category_detail", Type.TEXT, "The same in more detail.", "consumer-to-consumer", empty=CODING),
    Column("harm", Type.TEXT, "Piracy or counterfeiting, in our coding.", "counterfeiting", empty=CODING),
    Column(
        "text",
        Type.TEXT,
        "The entry's text; a blank line parts paragraphs.",
        "Taobao.com is …",
        empty="not held",
    ),
    Column(
        "text_mode",
        Type.WORD,
        "What this text is to USTR's words.",
        "verbatim",
        words=words(TextMode),
        empty="no text is held",
    ),
    shared.EVIDENCE,
    shared.SOURCE_ID,
    shared.SOURCE,
    shared.SOURCE_URL,
    shared.SOURCE_PAGE,
    shared.PERMALINK,
    shared.DATA_VERSION,
    shared.CITE_AS,
)


def _rows(scope: Scope) -> Iterator[Row]:
    slug = Collate(Coalesce("market__merged_into__slug", "market__slug"), "C")
    listed = Listing.objects.public().annotate(of_slug=slug)
    if scope.years is not None:
        listed = listed.filter(edition__year__in=scope.years)
    if scope.markets is not None:
        listed = listed.filter(of_slug__in=scope.markets)
    for some in _from_place(listed, scope) if scope.few else (listed,):
        # The keys alone are put in order: there may be a million listings, each with its text.
        ordered = some.order_by("edition__year", "of_slug").values_list("pk", flat=True)
        keys = array("q", ordered.iterator(chunk_size=10_000))
        at_once = scope.few or AT_ONCE
        for start in range(0, len(keys), at_once):
            yield from _some(keys[start : start + at_once].tolist(), scope)


def _from_place(listed: QuerySet[Any], scope: Scope) -> Iterator[QuerySet[Any]]:
    """The same edition by edition, from `scope.first` on, for who soon has enough."""
    year, _, slug = scope.first.partition("-")
    for edition in Edition.objects.public().order_by("year"):
        if str(edition.year) >= year:
            own = listed.filter(edition=edition)
            yield own.filter(of_slug__gte=slug) if slug and str(edition.year) == year else own


def _some(keys: list[int], scope: Scope) -> Iterator[Row]:
    found = Listing.objects.select_related("edition", "market__merged_into", "snapshot").in_bulk(keys)
    addresses = snapshot_addresses(each.snapshot_id for each in found.values() if each.snapshot_id)
    for key in keys:
        yield _row(found[key], addresses, scope)


def canonical(market: Market) -> Market:
    """The market, or what it was merged into."""
    return market.merged_into or market


def _row(listing: Listing, addresses: Mapping[int, str], scope: Scope) -> Row:
    market = canonical(listing.market)  # type: ignore[arg-type]
    edition = listing.edition
    source, source_url = source_of(listing, addresses)
    address = permalink(f"/editions/{edition.year}/{market.slug}/")
    return (
        f"{edition.year}-{market.slug}",
        edition.year,
        market.slug,
        market.name,
        listing.printed_name,
        listing.kind,
        listing.country_printed if listing.country_basis in PUBLIC else "",
        listing.countries,
        get_country_names(listing.countries),
        listing.city,
        listing.domains,
        listing.category,
        listing.category_detail,
        listing.harm,
        listing.text,
        listing.text_mode,
        listing.evidence,
        source_id(listing.source, listing.snapshot),
        source,
        source_url,
        listing.page,
        address,
        scope.version,
        cite_listing(edition, listing.printed_name, scope.version, address),
    )


LISTINGS = Table(
    name="listings",
    title="Listings",
    about="One row per public listing, with its text where we hold it.",
    columns=COLUMNS,
    key=("listing_id",),
    rows=_rows,
)

CHANGE_COLUMNS = (
    Column("change_id", Type.ID, "The two editions and the market.", "2016-2017-taobao"),
    replace(
        shared.YEAR,
        name="earlier_year",
        meaning="The edition compared with, by its year under review.",
        example="2016",
    ),
    replace(shared.YEAR, name="later_year", meaning="The edition compared, by its year under review."),
    shared.MARKET,
    shared.MARKET_NAME,
    shared.KIND,
    replace(
        _by_name["change"],
        empty="",
        meaning="What the later edition does with the market against the earlier one.",
    ),
    Column(
        "earlier_status",
        Type.WORD,
        "What the earlier edition says of it.",
        "not_listed",
        words=_by_name["status"].words,
    ),
    Column(
        "later_status",
        Type.WORD,
        "What the later edition says of it.",
        "listed",
        words=_by_name["status"].words,
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
        empty="no source speaks of it",
    ),
    replace(shared.SOURCE, meaning="Who says so of the absence.", empty="as before"),
    shared.PERMALINK,
    shared.DATA_VERSION,
    shared.CITE_AS,
)


def changes_between(scope: Scope, pair: tuple[int, int] | None = None) -> Iterator[Row]:
    """Each edition against the one before; or the one pair (earlier, later) that is asked for."""
    for part in batches(scope):
        years = part.years
        pairs = [pair] if pair else list(zip(years, years[1:], strict=False))
        for row in part.rows:
            for earlier, later in pairs:
                found = compute_change(row.statuses, years, earlier, later)
                if found is None or not scope.holds_year(later):
                    continue
                cell = row.cells[later]
                address = permalink(f"/compare/{earlier}/{later}/" if pair else f"/editions/{later}/changes/")
                yield (
                    f"{earlier}-{later}-{row.market.slug}",
                    earlier,
                    later,
                    row.market.slug,
                    row.market.name,
                    row.market.kind,
                    found,
                    row.statuses[earlier],
                    cell.status,
                    row.editions_absent(later) if found == "relisted" else None,
                    cell.absence,
                    cell.absence_source,
                    address,
                    scope.version,
                    cite_here(
                        f"changes from {earlier} to {later}, “{row.market.name}”: {CHANGE_WORDS[found]}",
                        scope.version,
                        address,
                    ),
                )


CHANGES = Table(
    name="changes",
    title="Changes",
    about="One row per market that an edition, or the one before it, lists: what became of it.",
    columns=CHANGE_COLUMNS,
    key=("change_id",),
    sorted_by=("market", "later_year", "earlier_year"),
    rows=changes_between,
)
