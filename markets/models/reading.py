"""What a parser made of a snapshot: kept whole, so that a better parser can be compared with it."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from markets.models.edition import Edition


@pghistory.track(exclude=["parsed"])
class Reading(models.Model):
    """One snapshot read by one version of the parser. `parsed` is the JSON of `manage.py parse`."""

    class State(models.TextChoices):
        REFUSED = "refused", "not understood"
        READ = "read", "read"
        DRAFTED = "drafted", "drafted"
        PUBLISHED = "published", "published"
        DISCARDED = "discarded", "discarded"

    snapshot = models.ForeignKey(
        "markets.Snapshot", models.PROTECT, related_name="readings", verbose_name="document"
    )
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="readings")
    parser_version = models.CharField(max_length=40)
    parsed = models.JSONField(null=True, blank=True)
    problems = ArrayField(models.TextField(), default=list, blank=True)
    sentence = models.TextField(blank=True, help_text="Why it was refused, or what it led to.")
    state = models.CharField(max_length=10, choices=State.choices)
    read_at = models.DateTimeField(auto_now_add=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True, help_text="When its problems were accepted.")
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_reason = models.TextField(blank=True)
    kept = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        help_text="Public listings that the report does not have and that a curator keeps.",
    )
    kept_domains = ArrayField(
        models.CharField(max_length=253),
        default=list,
        blank=True,
        help_text="Domains that the report does not have and that stay names of their markets.",
    )
    replaced = models.JSONField(
        default=dict, blank=True, help_text="The values that its publication replaced."
    )

    class Meta:
        ordering = ["-read_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "parser_version"], name="a_parser_reads_a_snapshot_once"
            ),
            models.UniqueConstraint(
                fields=["edition"], condition=models.Q(state="drafted"), name="one_draft_per_edition"
            ),
            models.CheckConstraint(
                condition=models.Q(state="refused") | models.Q(parsed__isnull=False),
                name="a_reading_that_was_not_refused_holds_what_was_read",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition or self.snapshot}, read {self.read_at:%Y-%m-%d}"
