"""What we recognize as the same market from edition to edition, and the names that USTR printed for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Coalesce, Lower
from django.utils.functional import cached_property

from markets.models.basis import Precision
from markets.models.citation import Citation
from markets.models.edition import KINDS
from markets.models.history import ALWAYS, PublicHistory
from markets.models.listing import Listing
from markets.models.public_data import keeps_address, touches_public_data
from markets.models.recommendation import Recommendation
from markets.models.undoable import UndoableAct

# Nothing moves when two markets are merged: a row belongs to what its market was merged into.
CANONICAL = Coalesce("market__merged_into", "market")


FACTS_BESIDE_LISTINGS = (
    *("absences", "history_statements", "aliases", "identifiers", "watch_list_entries"),
    *("nominations", "operations"),
)
"""Rows that give a market a page although no listing of it is known."""
_FACT_TABLES = (
    *("markets_absence", "markets_historystatement", "markets_marketalias", "markets_marketidentifier"),
    *("markets_watchlistentry", "responses_nomination", "responses_operation"),
)
_HAS_FACTS = " OR ".join(
    f"EXISTS (SELECT FROM {table} WHERE market_id = market.id AND withdrawn_at IS NULL)"
    for table in _FACT_TABLES
)
# A market is public by its rows, or by those of a market that was merged into it.
PUBLIC_MARKET = """EXISTS (
        SELECT FROM markets_market market
        WHERE (market.id = {market} OR market.merged_into_id = {market}) AND (
            EXISTS (SELECT FROM markets_listing WHERE market_id = market.id AND stage = 'published')
            OR EXISTS (SELECT FROM markets_recommendation WHERE market_id = market.id AND stage = 'published')
            OR {facts}
        )
    )""".replace("{facts}", _HAS_FACTS)


class MarketQuerySet(models.QuerySet["Market"]):
    """The one place that says which markets the public sees."""

    def public(self) -> MarketQuerySet:
        """Markets of their own (not merged into another) with at least one public listing or recommendation."""
        listed = Listing.objects.public().order_by().values(of=CANONICAL)
        addressed = Recommendation.objects.public().order_by().values(of=CANONICAL)
        return self.filter(models.Q(pk__in=listed) | models.Q(pk__in=addressed), merged_into__isnull=True)

    def with_pages(self) -> MarketQuerySet:
        """Public markets, and those without a known listing of which something else is known."""
        public = Market.objects.public().order_by().values("pk")
        return self.filter(models.Q(pk__in=public) | models.Q(pk__in=Market.objects.known_beyond()))

    def never_listed(self) -> MarketQuerySet:
        """Markets of which no listing is known, but a nomination, an EU entry, an absence, a name or an operator."""
        public = Market.objects.public().order_by().values("pk")
        return self.filter(pk__in=Market.objects.known_beyond()).exclude(pk__in=public)

    def known_beyond(self) -> models.QuerySet[Market, int]:
        """Return the keys of markets of which something is public beside their listings."""
        known = models.Q()
        for name in FACTS_BESIDE_LISTINGS:
            facts: Any = Market._meta.get_field(name).related_model
            rows = facts.objects.public().filter(market__isnull=False).order_by()
            known |= models.Q(pk__in=rows.values(of=CANONICAL))
        return self.filter(known, merged_into__isnull=True).order_by().values_list("pk", flat=True)

    def with_merged(self, markets: Iterable[int]) -> MarketQuerySet:
        """These markets and all that were merged into them: those whose rows are theirs."""
        keys = list(markets)
        return self.filter(models.Q(pk__in=keys) | models.Q(merged_into__in=keys)).order_by()

    def at(self, slug: str) -> MarketQuerySet:
        """Return the market of that address, or the one that it was merged into."""
        of = Market.objects.filter(slug=slug).order_by().values(of=Coalesce("merged_into", "pk"))
        return self.filter(pk__in=of)


MARKET_HISTORY = PublicHistory(
    fields=("name", "kind", "closed_on", "closed_source"),
    public=ALWAYS,
    edition="",
    market="id",
    parent="id",
)


@pghistory.track()
class Market(models.Model):
    """A slug, once public, is permanent and never reused; a merged market stays, and its address redirects."""

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=KINDS)
    code = models.CharField(
        max_length=40,
        unique=True,
        null=True,
        blank=True,
        help_text="The short code in the ids of recommendations (2021-WX-C1); the slug where there is none. "
        "The empty one is Taobao's for ever.",
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    succeeds = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        help_text="The market that this one carries on under another name, where a source says so.",
    )
    succession_source = models.TextField(blank=True)
    closed_on = models.DateField(
        null=True, blank=True, help_text="When the market closed for good, where a source says so."
    )
    closed_precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.YEAR)
    closed_source = models.TextField(blank=True)
    closed_citations = models.ManyToManyField(Citation, blank=True, related_name="+")
    note = models.TextField(blank=True, help_text="For curators; never public.")

    objects = MarketQuerySet.as_manager()

    @cached_property
    def members(self) -> list[int]:
        """The keys of this market and of those merged into it: one query."""
        return list(Market.objects.with_merged([self.pk]).values_list("pk", flat=True))

    @property
    def canonical(self) -> Market:
        """This market, or what it was merged into: what its rows belong to today."""
        return self.merged_into or self

    @property
    def canonical_id(self) -> int:
        """The key of `canonical`, without a query."""
        return self.merged_into_id or self.pk

    class Meta:
        ordering = [Lower("name"), "slug"]
        triggers = [
            touches_public_data(PUBLIC_MARKET.replace("{market}", "{row}.id"), ("note",)),
            keeps_address("slug", PUBLIC_MARKET.replace("{market}", "{row}.id")),
        ]
        permissions = [("merge_market", "Can merge and part markets")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="market_is_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | ~models.Q(closed_source=""),
                name="closed_has_a_source",
            ),
            models.CheckConstraint(
                condition=~models.Q(succeeds=models.F("id")), name="market_does_not_succeed_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/markets/{self.slug}/"

    @property
    def id_code(self) -> str:
        """The part between the year and the number in the id of a recommendation."""
        return self.slug if self.code is None else self.code


@pghistory.track()
class PrintedName(models.Model):
    """A name that USTR has printed, and the market that a curator said it means, or does not mean."""

    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, help_text="The name's letters and digits alone, without case.")
    kind = models.CharField(max_length=8, choices=KINDS)
    market = models.ForeignKey(Market, models.PROTECT, related_name="printed_names")
    means = models.BooleanField(default=True, help_text="Off: the name does not mean this market.")
    part = models.BooleanField(
        default=False, help_text="The name is an entry that names several markets, and this is one of them."
    )
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        triggers = [
            touches_public_data(
                PUBLIC_MARKET.replace("{market}", "{row}.market_id"),
                ("reason", "decided_by_id", "decided_at"),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "kind"],
                condition=models.Q(means=True, part=False, undone_at__isnull=True),
                name="a_printed_name_means_one_market",
            ),
            models.UniqueConstraint(
                fields=["key", "kind", "market"],
                condition=models.Q(undone_at__isnull=True),
                name="a_printed_name_is_decided_once",
            ),
        ]

    def __str__(self) -> str:
        verb = ("names, among others," if self.part else "means") if self.means else "does not mean"
        return f"{self.name} {verb} {self.market}"


@pghistory.track()
class Merger(UndoableAct):
    """Two markets found to be one: who said so, when and why. Undoing it keeps the row."""

    market = models.ForeignKey(Market, models.PROTECT, related_name="mergers")
    into = models.ForeignKey(Market, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["market"], condition=models.Q(undone_at__isnull=True), name="a_market_is_merged_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.market} into {self.into}"


@pghistory.track()
class Split(UndoableAct):
    """Some listings of a market found to be another: which, who said so, when and why. Undoing it keeps the row."""

    market = models.ForeignKey(Market, models.PROTECT, related_name="splits")
    off = models.ForeignKey(Market, models.PROTECT, related_name="+", help_text="The market split off.")
    listings = ArrayField(models.BigIntegerField())

    def __str__(self) -> str:
        return f"{self.off} off {self.market}"
