"""The tables of recommendations and of what later editions do with them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Value
from django.db.models.functions import Coalesce, Collate

from markets.models import FollowUp, Listing, Market, Recommendation, RecommendationLink, TextMode
from markets.tables import shared
from markets.tables.citing import cite_listing
from markets.tables.columns import Column, Row, Table, Type, words
from markets.tables.evidence import address_in, one_line, snapshot_addresses, source_id
from markets.tables.in_order import beyond, by_code_point
from markets.tables.listings import canonical
from markets.tables.scope import Scope, permalink

AT_ONCE = 500
PUBLIC_ID = '"markets_recommendation"."public_id"'

COLUMNS = (
    Column(
        "recommendation_id", Type.ID, "Permanent id: R for a recommendation, C for a criticism.", "2017-R1"
    ),
    shared.YEAR,
    shared.MARKET,
    shared.MARKET_NAME,
    Column(
        "kind",
        Type.WORD,
        "Whether USTR asks for something or criticises without asking.",
        "recommendation",
        words=words(Recommendation.Kind),
    ),
    Column("ordinal", Type.INTEGER, "Its number among those of its kind.", "1"),
    Column("text", Type.TEXT, "What USTR says.", "Keep improving …"),
    Column("text_mode", Type.WORD, "What this text is to USTR's words.", "paraphrase", words=words(TextMode)),
    Column(
        "is_listed",
        Type.BOOLEAN,
        "Whether this edition lists the market: one may be addressed without it.",
        "true",
    ),
    Column(
        "listing_id",
        Type.ID,
        "The listing that it stands in.",
        "2017-taobao",
        references="listings.listing_id",
        empty="the market is addressed without being listed",
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


def recommendations(scope: Scope) -> Iterator[list[Recommendation]]:
    """Those asked for, in the order of their ids, so many at a time."""
    public = Recommendation.objects.public().select_related("edition", "market__merged_into", "snapshot")
    if scope.years is not None:
        public = public.filter(edition__year__in=scope.years)
    if scope.markets is not None:
        slug = Coalesce("market__merged_into__slug", "market__slug")
        public = public.annotate(of_slug=slug).filter(of_slug__in=scope.markets)
    first, itself = scope.first, True
    while True:
        after = public.filter(beyond(PUBLIC_ID, first, itself)).order_by(by_code_point("public_id"))
        part = list(after[: scope.few or AT_ONCE])
        if not part:
            return
        yield part
        first, itself = part[-1].public_id or "", False


def _rows(scope: Scope) -> Iterator[Row]:
    for part in recommendations(scope):
        yield from rows_of(part, scope)


def rows_of(part: list[Recommendation], scope: Scope) -> Iterator[Row]:
    """A row for each."""
    own = [each.listing_id for each in part if each.listing_id]
    listed = set(Listing.objects.public().filter(pk__in=own).order_by().values_list("pk", flat=True))
    addresses = snapshot_addresses(each.snapshot_id for each in part if each.snapshot_id)
    for each in part:
        market = canonical(each.market)  # type: ignore[arg-type]
        address = permalink(each.get_absolute_url())
        is_listed = each.listing_id in listed
        yield (
            each.public_id,
            each.edition.year,
            market.slug,
            market.name,
            each.kind,
            each.ordinal,
            each.text,
            each.text_mode,
            is_listed,
            f"{each.edition.year}-{market.slug}" if is_listed else "",
            each.evidence,
            source_id(each.source, each.snapshot),
            one_line(each.source),
            addresses.get(each.snapshot_id or 0, "") or address_in(each.source),
            each.page,
            address,
            scope.version,
            cite_listing(each.edition, market.name, scope.version, address),
        )


RECOMMENDATIONS = Table(
    name="recommendations",
    title="Recommendations",
    about="One row per recommendation or criticism: what USTR asks of a market, its operator or the authorities.",
    columns=COLUMNS,
    key=("recommendation_id",),
    rows=_rows,
)

_id = replace(COLUMNS[0], references="recommendations.recommendation_id")


def _links(scope: Scope) -> Iterator[Row]:
    earlier = Collate("earlier__public_id", "C")
    later = Coalesce(Collate("later__public_id", "C"), Collate(Value(""), "C"))
    public = RecommendationLink.objects.public()
    ordered = public.order_by(earlier, later, "edition__year").values_list("pk", flat=True)
    keys = array("q", ordered.iterator(chunk_size=10_000))
    whole = RecommendationLink.objects.select_related(
        "edition", "earlier__edition", "earlier__market__merged_into", "later"
    )
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE].tolist()
        found = whole.in_bulk(part)
        for link in (found[key] for key in part):
            market = canonical(link.earlier.market)  # type: ignore[arg-type]
            if scope.holds(market.slug, link.edition.year):
                yield _link(link, market, scope)


def _link(link: RecommendationLink, market: Market, scope: Scope) -> Row:
    return (
        link.earlier.public_id or "",
        link.later.public_id or "" if link.later else "",
        link.edition.year,
        market.slug,
        link.follow_up,
        link.decided_at.date() if link.decided_at else None,
        permalink(link.earlier.get_absolute_url()),
        scope.version,
    )


RECOMMENDATION_LINKS = Table(
    name="recommendation_links",
    title="Links between recommendations",
    about="One row per earlier recommendation and later edition: what the later edition does with it.",
    columns=(
        replace(_id, name="earlier_id", meaning="The earlier recommendation.", example="2016-R2"),
        replace(_id, name="later_id", meaning="The later one that takes it up.", empty="nothing takes it up"),
        replace(shared.YEAR, meaning="The later edition, by its year under review."),
        shared.MARKET,
        Column(
            "follow_up", Type.WORD, "What the later edition does with it.", "repeated", words=words(FollowUp)
        ),
        Column("decided_on", Type.DATE, "When our curator decided so.", "2026-05-04"),
        shared.PERMALINK,
        shared.DATA_VERSION,
    ),
    key=("earlier_id", "later_id", "year"),
    rows=_links,
)
