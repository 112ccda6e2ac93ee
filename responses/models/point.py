"""The points of a response, the numbers in them, and what they answer."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models

from markets.citations import parse_sources
from markets.models.basis import PUBLIC, PUBLIC_SQL, Evidence, TextMode
from markets.models.citation import Citation
from markets.models.history import PublicHistory
from markets.models.public_data import touches_public_data
from markets.models.recommendation import Recommendation
from markets.models.recommendation import is_public as recommendation_is_public
from responses.models.response import RESPONSE_HISTORY, Response


class Stance(models.TextChoices):
    """How the responder meets the point. `silent` only where the whole text is held."""

    MET = "met", "says it has met it"
    EXCEEDED = "exceeded", "says it has exceeded it"
    PARTLY = "partly", "says it has met it in part"
    DISPUTES = "disputes", "disputes the facts"
    REJECTS = "rejects", "rejects the process"
    BLAMES = "blames", "shifts responsibility"
    SIDESTEPS = "sidesteps", "avoids the point"
    ACCEPTS = "accepts", "accepts it"
    SILENT = "silent", "does not address it"


# Across two tables, so no check constraint can say it.
SILENT_NEEDS_THE_WHOLE_TEXT = """
    IF NEW.stance = 'silent' AND NOT EXISTS (
        SELECT 1 FROM responses_response WHERE id = NEW.response_id AND held = 'whole'
    ) THEN
        RAISE EXCEPTION 'silent is said only where the whole text is held' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


POINT_HISTORY = PublicHistory(
    fields=("summary", "quote", "stance", "page", "evidence", "source"),
    public=models.Q(evidence__in=PUBLIC, withdrawn_at__isnull=True),
    edition="",
    market="",
    parent="response_id",
    row_id=lambda past, parent: f"{parent}-P{past.ordinal}",
)


def is_public(at: str = "") -> models.Q:
    """Return which points the public sees: those of public responses whose own evidence is so."""
    return POINT_HISTORY.public_at(at) & RESPONSE_HISTORY.public_at(f"{at}response__")


# The same for triggers: of the row itself and of the response that it belongs to.
PUBLIC_POINT = f"""{{row}}.withdrawn_at IS NULL AND {{row}}.evidence IN {PUBLIC_SQL} AND EXISTS (
        SELECT FROM responses_response WHERE id = {{row}}.response_id AND stage = 'published'
    )"""
OF_PUBLIC_POINT = """{row}.withdrawn_at IS NULL AND EXISTS (
        SELECT FROM responses_responsepoint point JOIN responses_response response ON response.id = point.response_id
        WHERE point.id = {row}.point_id AND point.withdrawn_at IS NULL AND response.stage = 'published'
    )"""


class PointQuerySet(models.QuerySet["ResponsePoint"]):
    """Points that the public sees are those of public responses whose own evidence is so."""

    def public(self) -> PointQuerySet:
        return self.filter(is_public())


@pghistory.track()
class ResponsePoint(models.Model):
    """One thing that a response says. `summary` is ours; `quote` is the responder's."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="points")
    ordinal = models.PositiveSmallIntegerField()
    summary = models.TextField()
    quote = models.TextField(blank=True)
    quote_mode = models.CharField(max_length=12, choices=TextMode.choices, blank=True)
    quote_check = models.CharField(max_length=10, blank=True, editable=False)
    stance = models.CharField(max_length=10, choices=Stance.choices, blank=True)
    page = models.PositiveSmallIntegerField(null=True, blank=True)
    url = models.URLField(max_length=600, blank=True, help_text="Where this point is reported, if elsewhere.")
    source = models.TextField()
    citations = models.ManyToManyField(Citation, blank=True, related_name="+")
    confidence = models.CharField(max_length=10, blank=True)
    evidence = models.CharField(max_length=12, choices=Evidence.choices)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PointQuerySet.as_manager()

    class Meta:
        ordering = ["response", "ordinal"]
        triggers = [
            touches_public_data(PUBLIC_POINT),
            pgtrigger.Trigger(
                name="silent_needs_the_whole_text",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=SILENT_NEEDS_THE_WHOLE_TEXT,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "ordinal"], name="the_points_of_a_response_are_numbered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response} point {self.ordinal}"

    @property
    def source_line(self) -> str:
        """Its own source where that has an address, else its response's: a bare note is for staff."""
        own = f"{self.url} ({self.source})" if self.url else self.source
        return own if parse_sources(own) else self.response.source_line

    @property
    def public_id(self) -> str:
        return f"{self.response.public_id}-P{self.ordinal}"


CLAIM_HISTORY = PublicHistory(
    fields=(
        "metric",
        "value",
        "unit",
        "qualifier",
        "period",
        "period_kind",
        "base",
        "comparison",
        "said_by",
        "quote",
    ),
    public=models.Q(withdrawn_at__isnull=True),
    edition="",
    market="",
    parent="point_id",
    row_id=lambda past, parent: f"{parent}-N{past.ordinal}",
)


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Numbers that the public sees are those of public points."""

    def public(self) -> ClaimQuerySet:
        return self.filter(CLAIM_HISTORY.public, is_public("point__"))


@pghistory.track()
class Claim(models.Model):
    """A number that a responder gives, with all that one must know before comparing it."""

    class Qualifier(models.TextChoices):
        EXACT = "exact", "exactly as given"
        ABOUT = "about", "about"
        OVER = "over", "over"
        NEARLY = "nearly", "nearly"
        UNDER = "under", "under"

    point = models.ForeignKey(ResponsePoint, models.PROTECT, related_name="claims")
    ordinal = models.PositiveSmallIntegerField(default=1)
    metric = models.CharField(max_length=80)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    unit = models.CharField(max_length=60)
    qualifier = models.CharField(max_length=8, choices=Qualifier.choices, default=Qualifier.EXACT)
    period = models.CharField(max_length=120, blank=True)
    period_kind = models.CharField(max_length=40, blank=True)
    base = models.CharField(max_length=160, blank=True, help_text="Of what it is a share or a count.")
    comparison = models.CharField(max_length=160, blank=True, help_text="Against what it is a change.")
    said_by = models.CharField(max_length=160, blank=True)
    quote = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["metric", "point__response__said_on"]
        triggers = [touches_public_data(OF_PUBLIC_POINT)]
        constraints = [
            models.UniqueConstraint(fields=["point", "ordinal"], name="the_claims_of_a_point_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.value.normalize():f} {self.unit}"


ANSWER_HISTORY = PublicHistory(
    fields=("to", "recommendation_id", "edition_id", "market_id", "nominator", "inferred"),
    public=models.Q(withdrawn_at__isnull=True),
    edition="",
    market="",
    parent="point_id",
)


class AnswerQuerySet(models.QuerySet["Answer"]):
    """A link is public where both its ends are."""

    def public(self) -> AnswerQuerySet:
        to_nothing = models.Q(recommendation__isnull=True)
        to_public = recommendation_is_public("recommendation__")
        return self.filter(ANSWER_HISTORY.public, to_nothing | to_public, is_public("point__"))


@pghistory.track()
class Answer(models.Model):
    """What a point answers: a recommendation or criticism, a whole entry, a whole edition, or a nominator."""

    class To(models.TextChoices):
        RECOMMENDATION = "recommendation", "a recommendation or criticism"
        ENTRY = "entry", "the whole entry"
        EDITION = "edition", "the whole List"
        NOMINATION = "nomination", "the party that asked for the listing"

    point = models.ForeignKey(ResponsePoint, models.PROTECT, related_name="answers")
    to = models.CharField(max_length=14, choices=To.choices)
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, blank=True, related_name="answers"
    )
    edition = models.ForeignKey("markets.Edition", models.PROTECT, null=True, blank=True, related_name="+")
    market = models.ForeignKey("markets.Market", models.PROTECT, null=True, blank=True, related_name="+")
    nominator = models.CharField(max_length=80, blank=True)
    inferred = models.BooleanField(
        default=True, help_text="Off: the party itself says that it answers this. On: we infer it."
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        triggers = [touches_public_data(OF_PUBLIC_POINT, ("decided_by_id",))]
        constraints = [
            models.CheckConstraint(
                name="an_answer_names_what_it_answers",
                condition=models.Q(to="recommendation", recommendation__isnull=False)
                | models.Q(
                    to="entry", recommendation__isnull=True, edition__isnull=False, market__isnull=False
                )
                | models.Q(
                    to="edition", recommendation__isnull=True, edition__isnull=False, market__isnull=True
                )
                | (models.Q(to="nomination", recommendation__isnull=True) & ~models.Q(nominator="")),
            ),
            models.UniqueConstraint(
                fields=["point", "to", "recommendation", "edition", "market", "nominator"],
                nulls_distinct=False,
                name="a_point_answers_a_thing_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point} answers {self.recommendation or self.get_to_display()}"
