"""Who asked USTR to list which market, and who objected."""

from __future__ import annotations

from typing import Any, ClassVar

import pghistory
from django.db import models

from markets.models import KINDS, Edition, IdentifierScheme, Market
from markets.models.basis import Precision, format_date
from markets.models.record_row import (
    ReferenceQuerySet,
    ReferenceRow,
    reference_history,
    touches_reference,
)
from responses.models.party import Party

FILING_HISTORY = reference_history(
    *("filer", "filer_kind", "role", "filed_on", "docket_id", "comment_id", "complete"),
    market="",
    parent="edition_id",
    row_id=lambda past, parent: f"{parent}-{past.filer}-{past.role}",
)
NOMINATION_HISTORY = reference_history(
    *("name", "market_id", "kind"),
    edition="",
    parent="filing_id",
    row_id=lambda past, parent: f"{parent}-{past.name}",
)


PARTY_IDENTIFIER_HISTORY = reference_history(
    *("scheme", "value"),
    edition="",
    market="",
    parent="party_id",
    row_id=lambda past, parent: f"{parent}-{past.scheme}-{past.value}",
)


@pghistory.track()
class Filing(ReferenceRow):
    """One filer's submission to the review of one edition."""

    class FilerKind(models.TextChoices):
        RIGHT_HOLDER_BODY = "right_holder_body", "right holder body"
        COMPANY = "company", "company"
        LISTED_PLATFORM = "listed_platform", "listed platform"
        TRADE_BODY = "trade_body", "trade body"
        CIVIL_SOCIETY = "civil_society", "civil society"
        GOVERNMENT = "government", "government"
        INDIVIDUAL = "individual", "individual"

    class Role(models.TextChoices):
        NOMINATION = "nomination", "nomination"
        REBUTTAL = "rebuttal", "rebuttal"
        WITHDRAWAL = "withdrawal", "withdrawal"

    class Complete(models.TextChoices):
        WHOLE = "whole", "all names are known"
        ONLINE = "online", "all online names are known"
        PARTIAL = "", "not all names are known"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="filings")
    filer = models.CharField(max_length=120)
    filer_kind = models.CharField(max_length=20, choices=FilerKind.choices)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="filings")
    role = models.CharField(max_length=10, choices=Role.choices)
    filed_on = models.DateField(null=True, blank=True)
    filed_precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    docket_id = models.CharField("docket", max_length=40, blank=True)
    comment_id = models.CharField(max_length=60, blank=True)
    complete = models.CharField(max_length=6, choices=Complete.choices, blank=True)

    class Meta:
        ordering = ["edition", "filer", "role"]
        triggers = [touches_reference()]
        constraints = [
            models.UniqueConstraint(fields=["edition", "filer", "role"], name="a_filing_is_recorded_once"),
            models.CheckConstraint(
                condition=models.Q(filed_precision__in=Precision.values),
                name="a_filing_is_dated_to_the_day_month_or_year",
            ),
        ]

    @property
    def filed(self) -> str:
        """When it was filed, in words, as exactly as it is known."""
        return format_date(self.filed_on, self.filed_precision) if self.filed_on else ""

    def __str__(self) -> str:
        return f"{self.filer}, {self.get_role_display()} {self.edition.year}"


class NominationQuerySet(ReferenceQuerySet):
    """A name is public where its filing is."""

    def public(self) -> NominationQuerySet:
        return super().public().filter(FILING_HISTORY.public_at("filing__"))


@pghistory.track()
class Nomination(ReferenceRow):
    """One name in a filing. It need not be a market that was ever listed."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="names")
    name = models.CharField(max_length=200, help_text="As the source of the filing writes it.")
    market = models.ForeignKey(Market, models.PROTECT, null=True, blank=True, related_name="nominations")
    kind = models.CharField(max_length=8, choices=KINDS)

    objects: ClassVar[Any] = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["filing", "name"]
        triggers = [touches_reference()]
        constraints = [
            models.UniqueConstraint(fields=["filing", "name"], name="a_name_is_nominated_once_in_a_filing"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.filing}"


@pghistory.track()
class PartyIdentifier(ReferenceRow):
    """A party's number or address in another register."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=10, choices=IdentifierScheme.choices)
    value = models.CharField(max_length=200)

    class Meta:
        ordering = ["party", "scheme", "value"]
        triggers = [touches_reference()]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "scheme", "value"], name="a_party_identifier_is_recorded_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"
