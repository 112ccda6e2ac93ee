"""Who responds, and which markets they operate."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models.functions import Lower

from markets.models.citation import Citation
from markets.models.history import ALWAYS, PublicHistory
from markets.models.public_data import keeps_address, touches_public_data

# A party is public by a response, by being behind a market, or by a number that a source gives for it.
PUBLIC_PARTY = """
    EXISTS (SELECT FROM responses_response WHERE party_id = {row}.id AND stage = 'published')
    OR EXISTS (SELECT FROM responses_operation WHERE party_id = {row}.id)
    OR EXISTS (SELECT FROM responses_partyidentifier WHERE party_id = {row}.id)
"""


PARTY_HISTORY = PublicHistory(fields=("name", "kind"), public=ALWAYS, edition="", market="", parent="id")


@pghistory.track()
class Party(models.Model):
    """A company, a government, a trade body, an operator of a physical market."""

    class Kind(models.TextChoices):
        COMPANY = "company", "company"
        GOVERNMENT = "government", "government"
        TRADE_BODY = "trade body", "trade body"
        MARKET_OPERATOR = "market operator", "market operator"
        RIGHT_HOLDER = "right holder", "right holder"
        INDIVIDUAL = "individual", "individual"

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)

    class Meta:
        ordering = [Lower("name")]
        verbose_name_plural = "parties"
        triggers = [touches_public_data(PUBLIC_PARTY), keeps_address("slug", PUBLIC_PARTY)]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/parties/{self.slug}/"


OPERATION_HISTORY = PublicHistory(
    fields=("from_year", "to_year", "source"),
    public=models.Q(withdrawn_at__isnull=True),
    edition="",
    parent="party_id",
)


class OperationQuerySet(models.QuerySet["Operation"]):
    """The one place that says which operations the public sees."""

    def public(self) -> OperationQuerySet:
        return self.filter(OPERATION_HISTORY.public)


@pghistory.track()
class Operation(models.Model):
    """A party operates a market, from and to which year, and the source."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="operations")
    market = models.ForeignKey("markets.Market", models.PROTECT, related_name="operations")
    from_year = models.PositiveSmallIntegerField(null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.TextField()
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    citations = models.ManyToManyField(Citation, blank=True, related_name="+")

    objects = OperationQuerySet.as_manager()

    class Meta:
        ordering = ["market__name", "from_year"]
        triggers = [touches_public_data("true")]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "market", "from_year"], name="an_operation_is_stated_once"
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="an_operation_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.party} operates {self.market}"
