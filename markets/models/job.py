"""What is due is known to PostgreSQL: a message of the broker is only a wake-up call."""

import re

from django.conf import settings
from django.db import models
from django.utils import timezone


class Job(models.Model):
    """One piece of work, known by (kind, key, slot): asked for twice it is done once.

    `lease_until` tells whether the worker that took it (`worker_id`) is still alive; only that worker writes to the
    job. `attempts` are counted before the work begins, so that a document that kills its worker is given up
    after three.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "queued"
        RUNNING = "running", "running"
        DONE = "done", "done"
        FAILED = "failed", "failed"

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=300)
    slot = models.CharField("scheduled for", max_length=40, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    delays = models.PositiveSmallIntegerField("retries after temporary errors", default=0)
    not_before = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    worker_id = models.CharField("worker", max_length=200, blank=True)
    progress = models.TextField(blank=True)
    sentence = models.TextField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["state", "not_before"])]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "slot"], name="a_job_is_asked_for_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.short_key}"

    @property
    def short_key(self) -> str:
        """The key; a hash in it is shortened as those of stored documents are."""
        return re.sub(r"\b([0-9a-f]{12})[0-9a-f]{52}\b", r"\1", self.key)


class SourcePoll(models.Model):
    """One look at one source: when, with what outcome, in one sentence."""

    class Outcome(models.TextChoices):
        UNCHANGED = "unchanged", "nothing new"
        FOUND = "found", "something new"
        LATER = "later", "to be tried again"
        FAILED = "failed", "failed"
        BROKEN = "broken", "broken off"

    source = models.ForeignKey("markets.Source", models.PROTECT, related_name="polls")
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    sentence = models.TextField(blank=True)

    class Meta:
        ordering = ["-started_at"]
        verbose_name = "source check"

    def __str__(self) -> str:
        return f"{self.source} {self.started_at:%Y-%m-%d %H:%M}"
