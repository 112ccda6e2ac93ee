"""A change of public data that one person proposes and another decides."""

from typing import Any

import pghistory
from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from markets.models.citation import Citation


@pghistory.track()
class ProposedChange(models.Model):
    """One row to change or to add, field by field, with a reason.

    `fields` is `{"city_printed": ["Guangzhu", "Guangzhou"]}`: each column with its value before and after. A new row
    (`adds`) has the key that it was given when it was proposed, so that other proposals can refer to it.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "open"
        ACCEPTED = "accepted", "accepted"
        REJECTED = "rejected", "rejected"

    table = models.CharField(max_length=80, help_text="The model: markets.listing")
    row = models.BigIntegerField()
    title = models.CharField(max_length=300, help_text="What the row is called.")
    adds = models.BooleanField(default=False, help_text="The row is new.")
    publishes = models.BooleanField(
        default=False, help_text="It makes public what is not, so the proposer may not accept it."
    )
    fields = models.JSONField(encoder=DjangoJSONEncoder)
    reason = models.TextField()
    citation = models.ForeignKey(Citation, models.PROTECT, null=True, blank=True, related_name="+")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="What the editor said about the decision.")

    class Meta:
        ordering = ["-pk"]
        permissions = [("decide_proposedchange", "Can accept and reject proposed changes")]
        indexes = [models.Index(fields=["table", "row"])]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_proposed_change_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(state="proposed", decided_by__isnull=True, decided_at__isnull=True)
                | models.Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_decided_change_has_a_person_and_a_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="accepted", publishes=True)
                | ~models.Q(decided_by=models.F("proposed_by")),
                name="what_becomes_public_needs_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {'add' if self.adds else 'change'} {self.model._meta.verbose_name}"

    @property
    def model(self) -> type[models.Model]:
        """The model of the row."""
        return apps.get_model(self.table)

    def find_row(self) -> Any:
        """Return the row as it is now; None where it is not there (yet)."""
        return self.model._base_manager.filter(pk=self.row).first()
