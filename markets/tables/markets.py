"""The tables of markets: themselves, the names that USTR printed, and what was merged into them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db.models import Count, Max, Min

from markets.countries import get_country_names
from markets.models import PUBLIC, Listing, Market, Merger, Recommendation
from markets.models.market import CANONICAL
from markets.runs import STATUS_WORDS, Status
from markets.tables import shared
from markets.tables.batches import batches, markets_of
from markets.tables.citing import cite_market
from markets.tables.columns import Column, Row, Table, Type
from markets.tables.scope import Scope, permalink

NEVER = "no edition that we hold lists it"

COLUMNS = (
    replace(shared.MARKET, references=""),
    shared.MARKET_NAME,
    shared.KIND,
    Column(
        "country_codes",
        Type.CODES,
        "ISO 3166 codes of all its listings, parted by spaces.",
        "CN",
        empty="none is established",
    ),
    Column(
        "country_names",
        Type.TEXTS,
        "The names of these countries, in the same order.",
        "China",
        empty="as before",
    ),
    Column("listed_count", Type.INTEGER, "How many editions that we hold list it.", "11"),
    Column("first_listed", Type.INTEGER, "The earliest of them.", "2010", empty=NEVER),
    Column("last_listed", Type.INTEGER, "The latest of them.", "2025", empty=NEVER),
    Column("listed_years", Type.CODES, "All of them, parted by spaces.", "2010 2011 2016 2017", empty=NEVER),
    Column(
        "status_latest",
        Type.WORD,
        "What the latest edition says of it.",
        "listed",
        words=tuple((str(status), word) for status, word in STATUS_WORDS.items()),
    ),
    Column("run_count", Type.INTEGER, "How many unbroken runs of editions list it.", "2"),
    Column(
        "longest_run_editions", Type.INTEGER, "The longest of these runs, as far as is established.", "10"
    ),
    Column(
        "recommendation_count",
        Type.INTEGER,
        "How many recommendations to it we hold; criticisms are not counted.",
        "21",
    ),
    Column(
        "succeeds",
        Type.ID,
        "The market that it carries on, where a source says so.",
        "kickasstorrents",
        empty="none that we know",
    ),
    Column("succession_source", Type.TEXT, "Who says that it does.", "2017 List, p. 14", empty="as before"),
    shared.PERMALINK,
    shared.DATA_VERSION,
    shared.CITE_AS,
)


def _countries(markets: Iterable[Market]) -> dict[int, list[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    listings = Listing.objects.public().filter(
        market__in=Market.objects.with_merged(market.pk for market in markets)
    )
    known = listings.filter(country_basis__in=PUBLIC).annotate(of=CANONICAL).order_by()
    for of, codes in known.values_list("of", "country_codes"):
        found[of].update(codes)
    return {market: sorted(codes) for market, codes in found.items()}


def _asked(markets: Iterable[Market]) -> dict[int, int]:
    asks = (
        Recommendation.objects.public()
        .asks()
        .filter(market__in=Market.objects.with_merged(market.pk for market in markets))
    )
    return dict(asks.annotate(of=CANONICAL).order_by().values_list("of").annotate(count=Count("pk")))


def _carried_on(markets: Iterable[Market]) -> dict[int, str]:
    """{market: its id} of the public ones that these carry on."""
    before = [market.succeeds_id for market in markets if market.succeeds_id]
    return dict(Market.objects.public().filter(pk__in=before).order_by().values_list("pk", "slug"))


def _rows(scope: Scope) -> Iterator[Row]:
    for part in batches(scope):
        markets = [row.market for row in part.rows]
        countries, asked, before = _countries(markets), _asked(markets), _carried_on(markets)
        for row in part.rows:
            market, years = row.market, row.listed_years
            codes = countries.get(market.pk, [])
            succeeds = before.get(market.succeeds_id or 0, "")
            latest = row.statuses[part.years[-1]] if part.years else Status.NO_EDITION
            address = permalink(market.get_absolute_url())
            yield (
                market.slug,
                market.name,
                market.kind,
                codes,
                get_country_names(codes),
                len(years),
                years[0] if years else None,
                years[-1] if years else None,
                [str(year) for year in years],
                latest,
                len(row.runs),
                row.longest,
                asked.get(market.pk, 0),
                succeeds,
                market.succession_source if succeeds else "",
                address,
                scope.version,
                cite_market(market.name, scope.version, address),
            )


MARKETS = Table(
    name="markets",
    title="Markets",
    about="One row per market: what we recognize as the same from edition to edition.",
    columns=COLUMNS,
    key=("market",),
    rows=_rows,
)


def _printed(scope: Scope) -> Iterator[Row]:
    for part in markets_of(scope):
        known = {market.pk: market for market in part}
        listings = (
            Listing.objects.public()
            .filter(market__in=Market.objects.with_merged(known))
            .annotate(of=CANONICAL)
            .order_by()
        )
        grouped = listings.values_list("of", "printed_name", "kind").annotate(
            first=Min("edition__year"), last=Max("edition__year"), count=Count("pk")
        )
        rows = [
            (known[of].slug, known[of].name, name, kind, first, last, count)
            for of, name, kind, first, last, count in grouped
        ]
        for row in sorted(rows):
            yield (*row, permalink(known_address(row[0])), scope.version)


def known_address(slug: str) -> str:
    """The address of a market's page, from its id."""
    return f"/markets/{slug}/"


PRINTED_NAMES = Table(
    name="printed_names",
    title="Printed names",
    about="One row per name that a public listing bears, and the market that it means.",
    columns=(
        shared.MARKET,
        shared.MARKET_NAME,
        Column("printed_name", Type.TEXT, "The name as USTR printed it.", "Taobao.com"),
        shared.KIND,
        Column("first_printed", Type.INTEGER, "The earliest edition that prints it.", "2011"),
        Column("last_printed", Type.INTEGER, "The latest edition that prints it.", "2017"),
        Column("listing_count", Type.INTEGER, "How many listings bear it.", "3"),
        shared.PERMALINK,
        shared.DATA_VERSION,
    ),
    key=("market", "printed_name", "kind"),
    rows=_printed,
)


def _redirects(scope: Scope) -> Iterator[Row]:
    merged = Market.objects.filter(merged_into__isnull=False).select_related("merged_into").order_by()
    about = {"market__merged_into__isnull": False}
    shown = set(Listing.objects.public().filter(**about).order_by().values_list("market", flat=True))
    shown |= set(Recommendation.objects.public().filter(**about).order_by().values_list("market", flat=True))
    standing = Merger.objects.filter(undone_at__isnull=True).in_bulk(field_name="pk").values()
    mergers = {merger.market_id: merger for merger in standing}
    for market in sorted(merged, key=lambda each: each.slug):
        into = market.merged_into
        if into is None or market.pk not in shown or not scope.holds(into.slug):
            continue
        merger = mergers.get(market.pk)
        yield (
            market.slug,
            market.name,
            into.slug,
            into.name,
            merger.done_at.date() if merger else None,
            merger.reason if merger else "",
            permalink(into.get_absolute_url()),
            scope.version,
        )


REDIRECTS = Table(
    name="redirects",
    title="Redirects",
    about="One row per market that was found to be the same as another: its id stays and leads on.",
    columns=(
        Column("merged_market", Type.ID, "The id that leads on.", "taobao-marketplace"),
        Column("merged_name", Type.TEXT, "The name under which it stood here.", "Taobao Marketplace"),
        shared.MARKET,
        shared.MARKET_NAME,
        Column("merged_on", Type.DATE, "When they were found to be one.", "2026-04-02", empty="not noted"),
        Column("reason", Type.TEXT, "Why.", "Both are printed for taobao.com.", empty="not noted"),
        shared.PERMALINK,
        shared.DATA_VERSION,
    ),
    key=("merged_market",),
    rows=_redirects,
)
