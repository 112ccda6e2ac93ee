"""What USTR asks of a market, and what a later edition does with it."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models

from markets.models.basis import PUBLIC, PUBLIC_SQL, Evidence, TextMode
from markets.models.citation import Citation
from markets.models.edition import EDITION_HISTORY, Edition
from markets.models.history import PublicHistory
from markets.models.listing import Stage
from markets.models.public_data import touches_public_data

RECOMMENDATION_HISTORY = PublicHistory(
    fields=("kind", "text", "text_mode", "page", "evidence", "source", "market_id"),
    public=models.Q(stage="published", evidence__in=PUBLIC),
    replaced=lambda past: past.stage == Stage.SUPERSEDED,
    row_id=lambda past, parent: past.public_id or "",
)


def is_public(at: str = "") -> models.Q:
    """Return which recommendations and criticisms the public sees; `at` is the way to them from another table.

    Said as joins: a condition on a condition on a table of ids is what the planner takes minutes for.
    """
    own = RECOMMENDATION_HISTORY.public_at(at) & models.Q(**{f"{at}public_id__isnull": False})
    return own & EDITION_HISTORY.public_at(f"{at}edition__")


# What `is_public` says of the row itself.
PUBLIC_RECOMMENDATION = f"{{row}}.stage = 'published' AND {{row}}.evidence IN {PUBLIC_SQL}"


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """The one place that says which recommendations and criticisms the public sees."""

    def public(self) -> RecommendationQuerySet:
        return self.filter(is_public())

    def without_criticisms(self) -> RecommendationQuerySet:
        """Recommendations alone, without the criticisms."""
        return self.filter(kind=Recommendation.Kind.RECOMMENDATION)


@pghistory.track()
class Recommendation(models.Model):
    """One thing that USTR asks; a criticism is the same without a request.

    It belongs to an edition and a market; its listing may be missing (Taobao was addressed in 2015 without
    being listed). `start` and `end` count characters in the listing's text.
    """

    class Kind(models.TextChoices):
        RECOMMENDATION = "recommendation", "recommendation"
        CRITICISM = "criticism", "criticism"

    public_id = models.CharField(max_length=160, unique=True, null=True, blank=True, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="recommendations")
    market = models.ForeignKey(
        "markets.Market", models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    listing = models.ForeignKey(
        "markets.Listing", models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    kind = models.CharField(max_length=14, choices=Kind.choices)
    ordinal = models.PositiveSmallIntegerField()
    text = models.TextField()
    text_mode = models.CharField(max_length=12, choices=TextMode.choices)
    page = models.PositiveSmallIntegerField(null=True, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    evidence = models.CharField(max_length=12, choices=Evidence.choices)
    source = models.TextField(blank=True)
    citations = models.ManyToManyField(Citation, blank=True, related_name="recommendations")
    snapshot = models.ForeignKey(
        "markets.Snapshot", models.PROTECT, null=True, blank=True, verbose_name="document"
    )
    confirms = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmed_by",
        help_text="A recommendation that is already public and that this reading of the report confirms.",
    )
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.DRAFT)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["-edition__year", "market__name", "kind", "ordinal"]
        triggers = [touches_public_data(PUBLIC_RECOMMENDATION)]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(stage="published")
                | models.Q(public_id__isnull=False, market__isnull=False),
                name="a_published_recommendation_has_an_id",
            ),
            models.CheckConstraint(
                condition=models.Q(start__isnull=True) | models.Q(end__gt=models.F("start")),
                name="a_recommendation_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id or f"draft {self.kind} {self.ordinal}"

    def get_absolute_url(self) -> str:
        return f"/recommendations/{self.public_id}/"


class FollowUp(models.TextChoices):
    """What a later edition does with an earlier recommendation."""

    REPEATED = "repeated", "repeated"
    SHARPENED = "sharpened", "sharpened"
    SOFTENED = "softened", "softened"
    BROADENED = "broadened", "broadened"
    MERGED = "merged", "merged into another"
    SPLIT = "split", "split up"
    CREDITED = "credited", "credited"
    NOT_ADDRESSED = "not_addressed", "not addressed, as USTR says"
    DROPPED = "dropped", "not asked again"


LINK_HISTORY = PublicHistory(
    fields=("follow_up", "later_id"),
    public=models.Q(decision="accepted"),
    market="",
    parent="earlier_id",
)


class RecommendationLinkQuerySet(models.QuerySet["RecommendationLink"]):
    """A link is public where it was decided and both its ends are public."""

    def public(self) -> RecommendationLinkQuerySet:
        return self.filter(
            models.Q(later__isnull=True) | is_public("later__"),
            is_public("earlier__"),
            LINK_HISTORY.public,
            EDITION_HISTORY.public_at("edition__"),
        )


@pghistory.track()
class RecommendationLink(models.Model):
    """A later edition's follow_up of an earlier recommendation: proposed by similarity, decided by a curator.

    `later` is empty where nothing in the later edition takes it up (dropped, or credited in passing).
    """

    class Decision(models.TextChoices):
        PROPOSED = "proposed", "proposed"
        ACCEPTED = "accepted", "accepted"
        REJECTED = "rejected", "rejected"

    earlier = models.ForeignKey(Recommendation, models.PROTECT, related_name="followed_up_by")
    later = models.ForeignKey(Recommendation, models.PROTECT, null=True, blank=True, related_name="takes_up")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", help_text="The later edition.")
    follow_up = models.CharField(max_length=13, choices=FollowUp.choices)
    similarity = models.FloatField(null=True, blank=True)
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.PROPOSED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    from_record = models.BooleanField(
        default=False,
        editable=False,
        help_text="Part of the bundled record, which was reviewed before it shipped.",
    )

    objects = RecommendationLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "follow-up"
        triggers = [
            touches_public_data("{row}.decision = 'accepted'", ("similarity", "decided_by_id", "note"))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["earlier", "later", "edition"],
                nulls_distinct=False,
                name="two_recommendations_are_linked_once",
            ),
            models.CheckConstraint(
                condition=models.Q(decision="proposed")
                | models.Q(decided_by__isnull=False, decided_at__isnull=False)
                | models.Q(from_record=True, decided_at__isnull=False),
                name="a_decided_link_has_a_person_and_a_date",
            ),
        ]

    @property
    def source(self) -> str:
        """Where readers see it: the sources of the later recommendation, else those of the later edition."""
        return self.later.source if self.later else self.edition.sources

    def __str__(self) -> str:
        return f"{self.earlier}, {self.edition.year} List: {self.get_follow_up_display()}"
