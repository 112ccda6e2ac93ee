"""The table of listings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markets.grid import build_grid
from markets.listing_values import read_inferred_countries
from markets.models import Edition, Listing, Market, Snapshot, TextMode
from markets.public_listings import PublicListing, read_public_listings
from markets.tables import shared
from markets.tables.citing import cite_edition, cite_entry
from markets.tables.columns import Column, Table, Type, describe_choices
from markets.tables.evidence import snapshot_addresses, source_id, source_of
from markets.tables.scope import Scope, TableRecord
from markets.tables.timeline_columns import TIMELINE_COLUMNS

_timeline = {column.name: column for column in TIMELINE_COLUMNS}

LISTING_COLUMNS = (
    Column("listing_id", Type.ID, "Permanent id of the listing: the edition and the market.", "2017-taobao"),
    shared.YEAR,
    shared.MARKET,
    shared.MARKET_NAME,
    replace(_timeline["printed_name"], empty="", value=lambda record: record.listing.printed_name),
    replace(shared.KIND, value=lambda record: record.listing.kind),
    Column(
        "country_printed",
        Type.TEXT,
        "Country or economy as printed.",
        "Switzerland; Panama",
        lambda record: record.listing.country_printed,
        empty="unknown",
    ),
    _timeline["country_codes"],
    _timeline["country_names"],
    shared.CITY,
    _timeline["domains"],
    shared.CATEGORY,
    shared.HARM,
    Column(
        "text",
        Type.TEXT,
        "The entry's text; paragraphs are separated by a blank line.",
        "Taobao.com is …",
        lambda record: record.texts.get(record.listing.pk, ""),
        empty="not available",
    ),
    Column(
        "text_mode",
        Type.WORD,
        "What this text is to USTR's words.",
        "verbatim",
        lambda record: record.listing.text_mode,
        words=describe_choices(TextMode),
        empty="no text is available",
    ),
    shared.ENTRY,
    Column(
        "counts_as",
        Type.INTEGER,
        "How many entries USTR counts this one as.",
        "1",
        lambda record: record.listing.counts_as,
    ),
    replace(shared.EVIDENCE, value=lambda record: record.listing.evidence),
    replace(shared.SOURCE_ID, value=lambda record: source_id(record.listing.source, record.snapshot)),
    shared.SOURCE,
    shared.SOURCE_URL,
    replace(shared.SOURCE_PAGE, value=lambda record: record.listing.page),
    shared.PERMALINK,
    shared.DATA_VERSION,
    shared.CITE_AS,
    shared.COUNTRY_ISO3,
    shared.INFERRED_COUNTRIES,
)


@dataclass(eq=False)
class ListingRecord(TableRecord):
    """A public listing; `market` is what its market was merged into, if it was."""

    listing: PublicListing
    edition: Edition
    market: Market
    snapshot: Snapshot | None
    texts: Mapping[int, str]
    source: str
    source_url: str
    inferred_country_codes: Sequence[str]

    @property
    def listing_id(self) -> str:
        return f"{self.edition.year}-{self.market.slug}"

    @property
    def path(self) -> str:
        return f"/editions/{self.edition.year}/{self.market.slug}/"

    @property
    def cite_as(self) -> str:
        edition = cite_edition(self.edition)
        return cite_entry(edition, self.listing.printed_name, self.scope.version, self.permalink)


def _records(scope: Scope) -> Iterator[ListingRecord]:
    grid, listings, inferred = build_grid(), read_public_listings(), read_inferred_countries()
    editions = {edition.year: edition for edition in grid.editions}
    snapshots = Snapshot.objects.in_bulk({each.snapshot_id for each in listings if each.snapshot_id})
    addresses = snapshot_addresses(snapshots)
    texts = dict(Listing.objects.public().exclude(text="").order_by().values_list("pk", "text"))
    for each in listings:
        yield ListingRecord(
            scope,
            each,
            editions[each.year],
            grid.by_market[each.market_id].market,
            snapshots.get(each.snapshot_id or 0),
            texts,
            *source_of(each, addresses),
            inferred.get((each.market_id, each.year), ()),
        )


LISTINGS = Table(
    name="listings",
    title="Listings",
    about="One row per public listing, with its text where we have it.",
    columns=LISTING_COLUMNS,
    key=("listing_id",),
    records=_records,
)
