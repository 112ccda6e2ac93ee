"""A publication that an editor has set for a later time."""

import zoneinfo

import pghistory
from django.conf import settings
from django.db import models


@pghistory.track()
class ScheduledPublication(models.Model):
    """The draft of an edition is to be published at `due_at`, in the name of `scheduled_by`.

    It is open until it was done, failed (`outcome` says why) or was cancelled.
    """

    reading = models.ForeignKey("markets.Reading", models.PROTECT, related_name="scheduled")
    due_at = models.DateTimeField()
    time_zone = models.CharField(max_length=60)
    scheduled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    scheduled_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    class Meta:
        ordering = ["-scheduled_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["reading"],
                condition=models.Q(ended_at__isnull=True),
                name="a_draft_is_scheduled_once",
            )
        ]

    def __str__(self) -> str:
        local = self.due_at.astimezone(zoneinfo.ZoneInfo(self.time_zone))
        return f"{local:%Y-%m-%d %H:%M} {self.time_zone}"
