"""What a party said in public about a listing."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from markets.models.basis import (
    PUBLIC,
    PUBLIC_SQL,
    Evidence,
    Precision,
    TextMode,
    format_date,
    format_iso_date,
)
from markets.models.citation import Citation
from markets.models.history import PublicHistory
from markets.models.public_data import touches_public_data
from responses.models.party import Party

# The other half of what `ResponsePoint` enforces.
SILENT_KEEPS_THE_WHOLE_TEXT = """
    IF NEW.held <> 'whole' AND EXISTS (
        SELECT 1 FROM responses_responsepoint WHERE response_id = NEW.id AND stance = 'silent'
    ) THEN
        RAISE EXCEPTION 'a point of it is called silent, which needs the whole text' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


LONGEST_EXCERPT = 600  # characters: a statement is its author's copyright


RESPONSE_HISTORY = PublicHistory(
    fields=(
        "title",
        "url",
        "said_on",
        "said_precision",
        "kind",
        "held",
        "excerpt",
        "evidence",
        "source",
        "market_id",
        "docket_id",
        "comment_id",
        "language",
    ),
    public=models.Q(evidence__in=PUBLIC, stage="published"),
    row_id=lambda past, parent: past.public_id,
)


NOTHING_SAID = frozenset({"declined_comment", "none_found"})
"""The kinds that record that nothing was said."""

# The same for triggers.
PUBLIC_RESPONSE = f"{{row}}.stage = 'published' AND {{row}}.evidence IN {PUBLIC_SQL}"
UNPUBLISHED_RESPONSE_FIELDS = ("entered_by_id", "reviewed_by_id", "reviewed_at", "published_by_id")


class ResponseQuerySet(models.QuerySet["Response"]):
    """The one place that says which responses the public sees."""

    def public(self) -> ResponseQuerySet:
        return self.filter(RESPONSE_HISTORY.public)

    def statements(self) -> ResponseQuerySet:
        """Without refusals to comment and silences, which are recorded and are not responses."""
        return self.exclude(kind__in=NOTHING_SAID)


@pghistory.track()
class Response(models.Model):
    """Four dates are kept apart: when it was said, under which edition, when fetched, when recorded here."""

    class Kind(models.TextChoices):
        PRESS_STATEMENT = "press_statement", "press statement"
        DOCKET_SUBMISSION = "docket_submission", "docket submission"
        REBUTTAL_COMMENT = "rebuttal_comment", "rebuttal comment"
        POINT_BY_POINT = "point_by_point_rebuttal", "point-by-point rebuttal"
        LETTER = "letter", "letter"
        INTERVIEW = "interview", "interview"
        BLOG_POST = "blog_post", "blog post"
        INFOGRAPHIC = "infographic", "infographic"
        ENDORSEMENT = "endorsement", "endorsement"
        ANNUAL_REPORT = "annual_report", "annual report"
        IN_REPORT = "in_report_remark", "remark recorded in the report"
        GOVERNMENT = "government_statement", "government statement"
        TRADE_BODY = "trade_association_statement", "trade association statement"
        SITE_NOTICE = "site_notice", "site notice"
        PROGRAM = "program_announcement", "program announcement"
        DECLINED = "declined_comment", "declined to comment"
        NONE_FOUND = "none_found", "no response found"

    class Role(models.TextChoices):
        COMPANY = "company", "company"
        PARENT = "parent", "parent company"
        GOVERNMENT = "government", "government"
        TRADE_BODY = "trade body", "trade body"
        MARKET_OPERATOR = "market operator", "market operator"
        RIGHT_HOLDER = "right holder", "right holder"
        INDIVIDUAL = "individual", "individual"

    class Held(models.TextChoices):
        WHOLE = "whole", "the whole text"
        PART = "part", "a part, or reports of it"
        NONE = "none", "text not available"

    class Stage(models.TextChoices):
        DRAFT = "draft", "draft"
        REVIEWED = "reviewed", "reviewed by a second person"
        PUBLISHED = "published", "published"
        WITHDRAWN = "withdrawn", "withdrawn"

    public_id = models.CharField(max_length=160, unique=True)
    party = models.ForeignKey(Party, models.PROTECT, related_name="responses")
    role = models.CharField(max_length=20, choices=Role.choices)
    edition = models.ForeignKey("markets.Edition", models.PROTECT, related_name="responses")
    market = models.ForeignKey(
        "markets.Market", models.PROTECT, null=True, blank=True, related_name="responses"
    )
    kind = models.CharField(max_length=30, choices=Kind.choices)
    title = models.CharField(max_length=400)
    url = models.URLField("web address", max_length=600, blank=True)
    said_on = models.DateField("date of statement", null=True, blank=True)
    said_precision = models.CharField(
        "date precision", max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    fetched_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    docket_id = models.CharField("docket", max_length=40, blank=True)
    docket_printed = models.CharField(max_length=80, blank=True)
    comment_id = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=12, blank=True, help_text="Blank where no source shows it.")
    translated = models.BooleanField(default=False, help_text="What we hold is a translation.")
    held = models.CharField(
        "how much of the text we have",
        max_length=5,
        choices=Held.choices,
        default=Held.PART,
        help_text="Only with the whole text can a point be classified as not addressed.",
    )
    snapshot = models.ForeignKey(
        "markets.Snapshot", models.PROTECT, null=True, blank=True, verbose_name="document"
    )
    excerpt = models.TextField(
        blank=True,
        max_length=LONGEST_EXCERPT,
        help_text="A short quotation: the statement itself is its author's copyright.",
    )
    excerpt_mode = models.CharField(max_length=12, choices=TextMode.choices, blank=True)
    source = models.TextField()
    citations = models.ManyToManyField(Citation, blank=True, related_name="responses")
    confidence = models.CharField(max_length=10, blank=True)
    evidence = models.CharField(max_length=12, choices=Evidence.choices)
    stage = models.CharField(max_length=9, choices=Stage.choices, default=Stage.DRAFT, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["-said_on", "public_id"]
        permissions = [
            ("review_response", "Can review responses that another person entered"),
            ("publish_response", "Can publish and withdraw responses"),
        ]
        triggers = [
            touches_public_data(PUBLIC_RESPONSE, UNPUBLISHED_RESPONSE_FIELDS),
            pgtrigger.Trigger(
                name="silent_keeps_the_whole_text",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=SILENT_KEEPS_THE_WHOLE_TEXT,
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(source=""), name="a_response_has_a_source"),
            models.CheckConstraint(
                condition=~models.Q(held="whole") | models.Q(snapshot__isnull=False),
                name="a_whole_text_is_held_as_a_snapshot",
            ),
            models.CheckConstraint(
                condition=models.Q(stage="withdrawn", withdrawn_at__isnull=False)
                | (~models.Q(stage="withdrawn") & models.Q(withdrawn_at__isnull=True)),
                name="a_withdrawn_response_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(entered_by__isnull=True)
                | models.Q(reviewed_by__isnull=True)
                | ~models.Q(reviewed_by=models.F("entered_by")),
                name="who_entered_a_response_does_not_review_it",
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=["draft", "withdrawn"])
                | models.Q(entered_by__isnull=True)
                | models.Q(reviewed_by__isnull=False),
                name="what_was_entered_here_is_reviewed_before_it_is_public",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("excerpt"), LONGEST_EXCERPT), name="an_excerpt_is_short"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return f"/responses/{self.public_id}/"

    @property
    def source_line(self) -> str:
        """The address with the source as its remark, as sources are written elsewhere."""
        return f"{self.url} ({self.source})" if self.url else self.source

    @property
    def said(self) -> str:
        """ISO date, as exact as it is known: `2018-01-12`, `2018-10`, `2017`, or empty."""
        return format_iso_date(self.said_on, self.said_precision)

    @property
    def said_in_words(self) -> str:
        """`12 January 2018`, `January 2018`, `2018`, as exact as it is known."""
        return format_date(self.said_on, self.said_precision) if self.said_on else "date unknown"
