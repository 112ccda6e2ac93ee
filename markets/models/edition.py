"""One year's List."""

from __future__ import annotations

import datetime

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from markets.models.basis import PUBLIC, Basis, Precision, format_iso_date
from markets.models.citation import Citation
from markets.models.completeness import refuses_false_completeness
from markets.models.history import PublicHistory
from markets.models.public_data import keeps_address, touches_public_data

KINDS = (("online", "online"), ("physical", "physical"))
ORDER = [kind for kind, _ in KINDS]


def both_kinds() -> list[str]:
    """An edition covers both kinds unless it is known not to."""
    return list(ORDER)


EDITION_HISTORY = PublicHistory(
    fields=(
        "title",
        "released_on",
        "released_precision",
        "stated_online",
        "stated_physical",
        "report_url",
        "trade_representative",
        "issue_focus",
        "docket_id",
        "fr_citation",
        "fr_document_number",
        "comments_due_on",
        "rebuttals_due_on",
        "covers",
        "press_release_url",
        "sources",
        "complete_online",
        "complete_physical",
        "complete_source",
    ),
    public=models.Q(published_at__isnull=False),
    basis={
        "issue_focus": "issue_focus_basis",
        "docket_id": "docket_basis",
        "fr_citation": "fr_basis",
        "fr_document_number": "fr_basis",
        "comments_due_on": "deadlines_basis",
        "rebuttals_due_on": "deadlines_basis",
        "stated_online": "counts_basis",
        "stated_physical": "counts_basis",
        "report_url": "report_url_basis",
    },
    edition="id",
    market="",
)


class EditionQuerySet(models.QuerySet["Edition"]):
    """The one place that says which editions the public sees."""

    def public(self) -> EditionQuerySet:
        return self.filter(EDITION_HISTORY.public)


@pghistory.track()
class Edition(models.Model):
    """`year` is the year under review: the List of 2017 came out in January 2018."""

    year = models.PositiveSmallIntegerField(
        unique=True, help_text="The year under review, not that of release."
    )
    title = models.CharField(max_length=300)
    series = models.CharField(max_length=40, blank=True)
    released_on = models.DateField(null=True, blank=True)
    released_precision = models.CharField(
        "date precision", max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    trade_representative = models.CharField(max_length=120, blank=True)
    issue_focus = models.TextField(blank=True)
    issue_focus_basis = models.CharField(
        "source of the issue focus", max_length=20, choices=Basis.choices, blank=True
    )
    docket_id = models.CharField("docket", max_length=40, blank=True)
    docket_basis = models.CharField("source of the docket", max_length=20, choices=Basis.choices, blank=True)
    fr_citation = models.CharField("Federal Register citation", max_length=40, blank=True)
    fr_document_number = models.CharField("Federal Register document number", max_length=40, blank=True)
    fr_basis = models.CharField(
        "source of the Federal Register data", max_length=20, choices=Basis.choices, blank=True
    )
    comments_due_on = models.DateField(null=True, blank=True)
    rebuttals_due_on = models.DateField(null=True, blank=True)
    deadlines_basis = models.CharField(
        "source of the deadlines", max_length=20, choices=Basis.choices, blank=True
    )
    stated_online = models.PositiveSmallIntegerField(
        "online markets stated by USTR",
        null=True,
        blank=True,
        help_text="How many online markets USTR says the edition has.",
    )
    stated_physical = models.PositiveSmallIntegerField(
        "physical markets stated by USTR", null=True, blank=True
    )
    counts_basis = models.CharField(
        "source of the stated counts", max_length=20, choices=Basis.choices, blank=True
    )
    complete_online = models.BooleanField(
        "online list complete",
        default=False,
        help_text="A source prints the whole online list, and all its entries are in the record.",
    )
    complete_physical = models.BooleanField("physical list complete", default=False)
    suspended_online = models.BooleanField(
        default=False,
        editable=False,
        help_text="A change broke the count; restoring it restores the statement.",
    )
    suspended_physical = models.BooleanField(default=False, editable=False)
    complete_source = models.TextField(
        "source of the complete list", blank=True, help_text="Who prints the whole list."
    )
    complete_citations = models.ManyToManyField(Citation, blank=True, related_name="+")
    covers = ArrayField(
        models.CharField(max_length=8, choices=KINDS),
        default=both_kinds,
        help_text="A market of a kind that the edition does not cover is out of scope in it, not unlisted.",
    )
    report_url = models.URLField("web address of the report", max_length=500, blank=True)
    report_url_basis = models.CharField(
        "source of the address", max_length=20, choices=Basis.choices, blank=True
    )
    press_release_url = models.URLField("web address of the press release", max_length=500, blank=True)
    sources = models.TextField(blank=True)
    citations = models.ManyToManyField(Citation, blank=True, related_name="editions")
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["year"]
        triggers = [
            touches_public_data("{row}.published_at IS NOT NULL", ("published_by_id",)),
            refuses_false_completeness(),
            keeps_address("year", "{row}.published_at IS NOT NULL"),
        ]
        permissions = [("publish_edition", "Can publish and withdraw an edition")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(year__gte=2006, year__lte=2100), name="edition_year_is_a_year"
            ),
            models.CheckConstraint(
                condition=models.Q(complete_online=False, complete_physical=False)
                | ~models.Q(complete_source=""),
                name="completeness_has_a_source",
            ),
            models.CheckConstraint(condition=models.Q(covers__len__gte=1), name="edition_covers_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.year} List"

    def get_absolute_url(self) -> str:
        return f"/editions/{self.year}/"

    @property
    def released(self) -> str:
        """ISO date, as exact as it is known: `2018-01-12`, `2026-03`, or empty."""
        return format_iso_date(self.released_on, self.released_precision)

    @property
    def topic(self) -> str:
        """The issue focus as far as it is public; that its exact wording was not seen is then said beside it."""
        return self.issue_focus if self.issue_focus_basis in (*PUBLIC, Basis.TOPIC_ONLY) else ""

    @property
    def topic_only(self) -> bool:
        """Whether only the topic of the issue focus is known, not its exact title."""
        return self.issue_focus_basis == Basis.TOPIC_ONLY

    @property
    def report_address(self) -> str:
        """The address of the report, where a source that we name gives it."""
        return self.report_url if self.report_url_basis in PUBLIC else ""

    def stated(self, kind: str) -> int | None:
        """Return how many listings of this kind USTR itself stated, where a source that we name says so."""
        if self.counts_basis not in PUBLIC:
            return None
        return {"online": self.stated_online, "physical": self.stated_physical}[kind]

    def is_complete(self, kind: str) -> bool:
        """Return whether a source prints the whole list of this kind and every entry is in the record."""
        return {"online": self.complete_online, "physical": self.complete_physical}[kind]

    @property
    def before(self) -> Edition | None:
        """The public edition before this one: never simply the year before."""
        return Edition.objects.public().filter(year__lt=self.year).order_by("-year").first()

    @property
    def after(self) -> Edition | None:
        """The public edition after this one."""
        return Edition.objects.public().filter(year__gt=self.year).order_by("year").first()

    @property
    def deadlines(self) -> tuple[datetime.date | None, datetime.date | None]:
        """When comments and rebuttals were due, as far as a source says so."""
        if self.deadlines_basis not in PUBLIC:
            return None, None
        return self.comments_due_on, self.rebuttals_due_on
