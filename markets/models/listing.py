"""One market's entry in one edition, as printed; and what sources say of markets that are not listed."""

from __future__ import annotations

from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Value, When

from markets.models.basis import PUBLIC, PUBLIC_SQL, Basis, Evidence, TextMode
from markets.models.citation import Citation
from markets.models.completeness import keeps_completeness
from markets.models.edition import EDITION_HISTORY, KINDS, Edition
from markets.models.history import PublicHistory
from markets.models.public_data import touches_public_data


class Stage(models.TextChoices):
    """Where a row is on its way to the public."""

    DRAFT = "draft", "draft"
    PUBLISHED = "published", "published"
    SUPERSEDED = "superseded", "superseded by a later reading"
    WITHDRAWN = "withdrawn", "withdrawn"


# What `ListingQuerySet.public` says of the row itself.
PUBLIC_LISTING = f"{{row}}.stage = 'published' AND {{row}}.evidence IN {PUBLIC_SQL}"
UNPUBLISHED_LISTING_FIELDS = (
    "match_reason",
    "to_confirm",
    "reading_id",
    "superseded_by_id",
    "reviewed_at",
    "reviewed_by_id",
)


def _where_public(printed: str, basis: str, blank: object, field: models.Field[Any, Any]) -> Case:
    return Case(
        When(**{f"{basis}__in": PUBLIC}, then=printed), default=Value(blank, field), output_field=field
    )


PUBLIC_VALUES = {
    "country_printed": _where_public("country_printed", "country_basis", "", models.CharField()),
    "countries": _where_public("country_codes", "country_basis", [], ArrayField(models.CharField())),
    "domains": _where_public("domains_printed", "domains_basis", [], ArrayField(models.CharField())),
    "city": _where_public("city_printed", "city_basis", "", models.CharField()),
}
"""The values that have a basis of their own, blank where that is not public, for `values_list`."""


LISTING_HISTORY = PublicHistory(
    fields=(
        "printed_name",
        "kind",
        "country_printed",
        "country_codes",
        "city_printed",
        "domains_printed",
        "text",
        "page",
        "evidence",
        "source",
        "market_id",
        "category",
        "harm",
        "text_mode",
        "entry",
        "counts_as",
    ),
    public=models.Q(stage="published", evidence__in=PUBLIC),
    basis={
        "country_printed": "country_basis",
        "country_codes": "country_basis",
        "city_printed": "city_basis",
        "domains_printed": "domains_basis",
    },
    replaced=lambda past: past.stage == Stage.SUPERSEDED,
)


class ListingQuerySet(models.QuerySet["Listing"]):
    """The one place that says which listings the public sees."""

    def public(self) -> ListingQuerySet:
        return self.filter(
            LISTING_HISTORY.public, EDITION_HISTORY.public_at("edition__"), market__isnull=False
        )


@pghistory.track()
class Listing(models.Model):
    """Printed fields are never written over: our interpretation is in `market`, `category`, `harm`."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="listings")
    kind = models.CharField(max_length=8, choices=KINDS)
    printed_name = models.CharField(max_length=300)
    ordinal = models.PositiveSmallIntegerField(default=0)
    page = models.PositiveSmallIntegerField(null=True, blank=True)
    country_printed = models.CharField("country as printed", max_length=200, blank=True)
    country_codes = ArrayField(
        models.CharField(max_length=2), verbose_name="country codes (ISO)", default=list, blank=True
    )
    country_basis = models.CharField(
        "source of the country", max_length=20, choices=Basis.choices, blank=True
    )
    city_printed = models.CharField("city as printed", max_length=200, blank=True)
    city_basis = models.CharField("source of the city", max_length=20, choices=Basis.choices, blank=True)
    domains_printed = ArrayField(
        models.CharField(max_length=253), verbose_name="domains as printed", default=list, blank=True
    )
    domains_basis = models.CharField(
        "source of the domains", max_length=20, choices=Basis.choices, blank=True
    )
    text = models.TextField(blank=True)
    text_mode = models.CharField(max_length=12, choices=TextMode.choices, blank=True)
    entry = models.CharField(
        max_length=200,
        blank=True,
        help_text="The printed entry, where it names several markets; counted once.",
    )
    counts_as = models.PositiveSmallIntegerField(
        default=1, help_text="How many entries USTR counts this one as."
    )
    evidence = models.CharField(max_length=12, choices=Evidence.choices)
    source = models.TextField(blank=True)
    citations = models.ManyToManyField(Citation, blank=True, related_name="listings")
    snapshot = models.ForeignKey(
        "markets.Snapshot", models.PROTECT, null=True, blank=True, verbose_name="document"
    )
    reading = models.ForeignKey(
        "markets.Reading", models.PROTECT, null=True, blank=True, related_name="listings"
    )

    market = models.ForeignKey(
        "markets.Market", models.PROTECT, null=True, blank=True, related_name="listings"
    )
    match_reason = models.TextField(blank=True)
    to_confirm = models.CharField(max_length=300, blank=True)
    category = models.CharField(max_length=60, blank=True, help_text="Our classification.")
    harm = models.CharField(max_length=40, blank=True, help_text="Our classification.")

    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.DRAFT)
    superseded_by = models.ForeignKey(
        "markets.Reading", models.PROTECT, null=True, blank=True, related_name="supersedes", editable=False
    )
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = ListingQuerySet.as_manager()

    class Meta:
        ordering = ["edition__year", "kind", "ordinal", "printed_name"]
        triggers = [touches_public_data(PUBLIC_LISTING, UNPUBLISHED_LISTING_FIELDS), keeps_completeness()]
        permissions = [("review_listing", "Can match and review listings")]
        indexes = [models.Index(fields=["market", "edition"])]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "market"],
                condition=models.Q(stage="published"),
                name="a_market_is_listed_once_in_an_edition",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="published") | models.Q(market__isnull=False),
                name="a_published_listing_has_a_market",
            ),
            models.CheckConstraint(
                condition=~models.Q(evidence="official")
                | models.Q(page__isnull=False, snapshot__isnull=False),
                name="a_read_listing_has_a_page",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name} ({self.edition.year})"

    def get_absolute_url(self) -> str:
        market = self.market
        return f"/editions/{self.edition.year}/{market.slug}/" if market else ""

    @property
    def countries(self) -> list[str]:
        """ISO codes, as far as the public may know them: their own basis must be `read` or `secondary`."""
        return self.country_codes if self.country_basis in PUBLIC else []

    @property
    def city(self) -> str:
        """As printed, under the same rule as `countries`."""
        return self.city_printed if self.city_basis in PUBLIC else ""

    @property
    def domains(self) -> list[str]:
        """As printed, under the same rule as `countries`. To be shown as text, never as a link."""
        return self.domains_printed if self.domains_basis in PUBLIC else []


ABSENCE_HISTORY = PublicHistory(
    fields=("what_happened", "text", "source"),
    public=models.Q(basis__in=PUBLIC, withdrawn_at__isnull=True),
    parent="edition_id",
)


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """The one place that says which absences the public sees."""

    def public(self) -> AbsenceQuerySet:
        return self.filter(ABSENCE_HISTORY.public, EDITION_HISTORY.public_at("edition__"))


@pghistory.track()
class Absence(models.Model):
    """A source says that a market was off the List in an edition, and what had happened."""

    class WhatHappened(models.TextChoices):
        NOT_LISTED = "not_listed", "not on the List"
        CLOSED = "closed", "closed itself"
        ENFORCEMENT = "enforcement", "action by authorities or courts"
        COOPERATION = "cooperation", "steps by the market or its operator"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="absences")
    market = models.ForeignKey("markets.Market", models.PROTECT, related_name="absences")
    what_happened = models.CharField(max_length=12, choices=WhatHappened.choices)
    text = models.TextField()
    basis = models.CharField(max_length=20, choices=Basis.choices)
    source = models.TextField()
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    citations = models.ManyToManyField(Citation, blank=True, related_name="absences")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["edition__year", "market__name"]
        triggers = [touches_public_data(f"{{row}}.basis IN {PUBLIC_SQL}")]
        constraints = [
            models.UniqueConstraint(fields=["edition", "market"], name="one_absence_per_market_and_edition"),
            models.CheckConstraint(condition=~models.Q(source=""), name="an_absence_has_a_source"),
        ]

    def clean(self) -> None:
        """Raise ValidationError where readers see a listing of the market in the edition."""
        listed = Listing.objects.public().filter(edition_id=self.edition_id, market_id=self.market_id)
        if self.withdrawn_at is None and (listing := listed.first()):
            evidence = listing.get_evidence_display()
            raise ValidationError(
                f"{self.market} is listed in {self.edition.year} ({evidence}). Withdraw that first."
            )

    def __str__(self) -> str:
        return f"{self.market} not in {self.edition.year}"
