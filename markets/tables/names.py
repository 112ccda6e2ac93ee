"""The tables of the names that USTR printed, and of markets that were merged into others."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Count, Max, Min

from markets.models import Listing, Market, Merger, Recommendation
from markets.models.market import CANONICAL
from markets.tables import shared
from markets.tables.columns import Column, Table, Type
from markets.tables.scope import Scope, TableRecord


@dataclass(eq=False)
class PrintedNameRecord(TableRecord):
    """A name of listings of a market, as printed."""

    market: Market
    printed_name: str
    kind: str
    first_printed: int
    last_printed: int
    listing_count: int

    @property
    def path(self) -> str:
        return self.market.get_absolute_url()


def _printed_names(scope: Scope) -> Iterator[PrintedNameRecord]:
    markets = Market.objects.public().in_bulk()
    listings = Listing.objects.public().annotate(of=CANONICAL).order_by()
    grouped = listings.values_list("of", "printed_name", "kind").annotate(
        first=Min("edition__year"), last=Max("edition__year"), count=Count("pk")
    )
    for of, *printed in grouped:
        yield PrintedNameRecord(scope, markets[of], *printed)


PRINTED_NAMES = Table(
    name="printed_names",
    title="Printed names",
    about="One row per name that a public listing has, and the market that it means.",
    columns=(
        shared.MARKET,
        shared.MARKET_NAME,
        Column("printed_name", Type.TEXT, "The name as USTR printed it.", "Taobao.com"),
        replace(shared.KIND, value=lambda record: record.kind),
        Column("first_printed", Type.INTEGER, "The earliest edition that prints it.", "2011"),
        Column("last_printed", Type.INTEGER, "The latest edition that prints it.", "2017"),
        Column("listing_count", Type.INTEGER, "How many listings have it.", "3"),
        shared.PERMALINK,
        shared.DATA_VERSION,
    ),
    key=("market", "printed_name", "kind"),
    records=_printed_names,
)


@dataclass(eq=False)
class RedirectRecord(TableRecord):
    """A merged market. `market` is what it was merged into."""

    merged: Market
    market: Market
    merger: Merger | None

    @property
    def merged_on(self) -> datetime.date | None:
        return self.merger.done_at.date() if self.merger else None

    @property
    def path(self) -> str:
        return self.market.get_absolute_url()


def _redirects(scope: Scope) -> Iterator[RedirectRecord]:
    merged = Market.objects.filter(merged_into__isnull=False).select_related("merged_into").order_by()
    about = {"market__merged_into__isnull": False}
    shown = set(Listing.objects.public().filter(**about).order_by().values_list("market", flat=True))
    shown |= set(Recommendation.objects.public().filter(**about).order_by().values_list("market", flat=True))
    mergers = {each.market_id: each for each in Merger.objects.filter(undone_at__isnull=True)}
    for market in merged:
        if market.merged_into is not None and market.pk in shown:
            yield RedirectRecord(scope, market, market.merged_into, mergers.get(market.pk))


REDIRECTS = Table(
    name="redirects",
    title="Redirects",
    about="One row per market that was found to be the same as another: its id stays and leads on.",
    columns=(
        Column(
            "merged_market",
            Type.ID,
            "The id that redirects.",
            "taobao-marketplace",
            lambda record: record.merged.slug,
        ),
        Column(
            "merged_name",
            Type.TEXT,
            "The name that it had here.",
            "Taobao Marketplace",
            lambda record: record.merged.name,
        ),
        shared.MARKET,
        shared.MARKET_NAME,
        Column("merged_on", Type.DATE, "When they were found to be one.", "2026-04-02", empty="not noted"),
        Column(
            "reason",
            Type.TEXT,
            "Why.",
            "Both are printed for taobao.com.",
            lambda record: record.merger.reason if record.merger else "",
            empty="not noted",
        ),
        shared.PERMALINK,
        shared.DATA_VERSION,
    ),
    key=("merged_market",),
    records=_redirects,
)
