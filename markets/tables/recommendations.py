"""The tables of recommendations and of what later editions do with them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markets.citations import link_first_source, name_first_source
from markets.models import (
    Edition,
    FollowUp,
    Listing,
    Market,
    Recommendation,
    RecommendationLink,
    TextMode,
)
from markets.tables import shared
from markets.tables.citing import cite_edition, cite_entry
from markets.tables.columns import Column, Table, Type, columns_of, describe_choices
from markets.tables.evidence import snapshot_addresses, source_id, source_of
from markets.tables.scope import Scope, TableRecord

RECOMMENDATION_COLUMNS = (
    Column(
        "recommendation_id",
        Type.ID,
        "Permanent id: R for a recommendation, C for a criticism.",
        "2017-R1",
        lambda record: record.made.public_id,
    ),
    shared.YEAR,
    shared.MARKET,
    shared.MARKET_NAME,
    *columns_of(
        "made",
        Column(
            "kind",
            Type.WORD,
            "Whether USTR asks for something or criticises without asking.",
            "recommendation",
            words=describe_choices(Recommendation.Kind),
        ),
        Column("ordinal", Type.INTEGER, "Its number among those of its kind.", "1"),
        Column("text", Type.TEXT, "What USTR says.", "Keep improving …"),
        Column(
            "text_mode",
            Type.WORD,
            "What this text is to USTR's words.",
            "paraphrase",
            words=describe_choices(TextMode),
        ),
    ),
    Column(
        "is_listed",
        Type.BOOLEAN,
        "Whether this edition lists the market: one may be addressed without it.",
        "true",
    ),
    Column(
        "listing_id",
        Type.ID,
        "The listing that it is part of.",
        "2017-taobao",
        lambda record: f"{record.edition.year}-{record.market.slug}" if record.is_listed else "",
        references="listings.listing_id",
        empty="the market is addressed without being listed",
    ),
    replace(shared.EVIDENCE, value=lambda record: record.made.evidence),
    replace(shared.SOURCE_ID, value=lambda record: source_id(record.made.source, record.made.snapshot)),
    shared.SOURCE,
    shared.SOURCE_URL,
    replace(shared.SOURCE_PAGE, value=lambda record: record.made.page),
    shared.PERMALINK,
    shared.DATA_VERSION,
    shared.CITE_AS,
)


@dataclass(eq=False)
class RecommendationRecord(TableRecord):
    """A recommendation or criticism; `market` is what its market was merged into, if it was."""

    made: Recommendation
    market: Market
    is_listed: bool
    source: str
    source_url: str

    @property
    def edition(self) -> Edition:
        return self.made.edition

    @property
    def path(self) -> str:
        return self.made.get_absolute_url()

    @property
    def cite_as(self) -> str:
        edition = cite_edition(self.edition)
        return cite_entry(edition, self.market.name, self.scope.version, self.permalink)


def recommendation_records(scope: Scope) -> Iterator[RecommendationRecord]:
    """Yield all public ones, in any order."""
    public = Recommendation.objects.public().select_related("edition", "market__merged_into", "snapshot")
    made = list(public.order_by())
    listed = set(Listing.objects.public().order_by().values_list("pk", flat=True))
    addresses = snapshot_addresses(each.snapshot_id for each in made if each.snapshot_id)
    for each in made:
        if each.market is not None:
            market, source = each.market.canonical, source_of(each, addresses)
            yield RecommendationRecord(scope, each, market, each.listing_id in listed, *source)


PRINTED_RECOMMENDATIONS = Table(
    name="recommendations",
    title="Recommendations",
    about="One row per recommendation or criticism: what USTR asks of a market, its operator or the authorities.",
    columns=RECOMMENDATION_COLUMNS,
    key=("recommendation_id",),
    records=recommendation_records,
)

_id = replace(RECOMMENDATION_COLUMNS[0], references="recommendations.recommendation_id")


@dataclass(eq=False)
class LinkRecord(TableRecord):
    """What `edition` does with an earlier recommendation."""

    link: RecommendationLink
    market: Market

    @property
    def edition(self) -> Edition:
        return self.link.edition

    @property
    def path(self) -> str:
        return self.link.earlier.get_absolute_url()


def _links(scope: Scope) -> Iterator[LinkRecord]:
    related = ("edition", "earlier__edition", "earlier__market__merged_into", "later")
    for link in RecommendationLink.objects.public().select_related(*related).order_by():
        if link.earlier.market is not None:
            yield LinkRecord(scope, link, link.earlier.market.canonical)


RECOMMENDATION_LINKS = Table(
    name="recommendation_links",
    title="Links between recommendations",
    about="One row per earlier recommendation and later edition: what the later edition does with it.",
    columns=(
        replace(
            _id,
            name="earlier_id",
            description="The earlier recommendation.",
            example="2016-R2",
            value=lambda record: record.link.earlier.public_id or "",
        ),
        replace(
            _id,
            name="later_id",
            description="The later one that takes it up.",
            value=lambda record: record.link.later.public_id or "" if record.link.later else "",
            empty="nothing takes it up",
        ),
        replace(shared.YEAR, description="The later edition, by its year under review."),
        shared.MARKET,
        Column(
            "follow_up",
            Type.WORD,
            "What the later edition does with it.",
            "repeated",
            lambda record: record.link.follow_up,
            words=describe_choices(FollowUp),
        ),
        Column(
            "decided_on",
            Type.DATE,
            "When our curator decided so.",
            "2026-05-04",
            lambda record: record.link.decided_at.date() if record.link.decided_at else None,
        ),
        shared.PERMALINK,
        shared.DATA_VERSION,
        replace(shared.SOURCE, value=lambda record: name_first_source(record.link.source), since="v2026.2"),
        replace(
            shared.SOURCE_URL, value=lambda record: link_first_source(record.link.source), since="v2026.2"
        ),
    ),
    key=("earlier_id", "later_id", "year"),
    records=_links,
)
