"""What somebody sent to the desk, and what came of it."""

from __future__ import annotations

import secrets

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone

from markets.models.history import PublicHistory
from markets.models.public_data import touches_public_data


def make_reference() -> str:
    """Return a short random name, such as `r-3fa94c1d`."""
    return f"r-{secrets.token_hex(4)}"


REPLY_HISTORY = PublicHistory(
    fields=(),
    public=models.Q(state="published"),
    edition="",
    market="",
    row_id=lambda past, parent: past.reference,
)


class ReplyQuerySet(models.QuerySet["Reply"]):
    """The one place that says which replies the public sees."""

    def public(self) -> ReplyQuerySet:
        return self.filter(REPLY_HISTORY.public)


@pghistory.track()
class Reply(models.Model):
    """A statement or a correction as it was sent; nobody changes its words."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", "a statement"
        CORRECTION = "correction", "a correction"

    class State(models.TextChoices):
        RECEIVED = "received", "received, not examined yet"
        PUBLISHED = "published", "published"
        DECLINED = "declined", "declined"
        WITHDRAWN = "withdrawn", "withdrawn"

    reference = models.SlugField(max_length=20, unique=True, default=make_reference, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    sender = models.CharField(max_length=200)
    concerns = models.CharField(max_length=300)
    text = models.TextField()
    evidence = models.TextField(blank=True)
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED, editable=False)
    answer = models.TextField(blank=True, help_text="To the sender, who reads it on the status page.")
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name_plural = "replies"
        permissions = [("publish_reply", "Can publish and decline replies")]
        triggers = [touches_public_data("{row}.state = 'published'", ("answer", "decided_by_id"))]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="published")
                | models.Q(published_at__isnull=False, decided_by__isnull=False),
                name="a_published_reply_says_by_whom",
            )
        ]

    def __str__(self) -> str:
        return (
            f"{self.get_kind_display().removeprefix('a ').capitalize()} by {self.sender} ({self.reference})"
        )


class ReplyAccess(models.Model):
    """What no history may keep: the hash of the status page's secret, and the sender's contact, encrypted."""

    reply = models.OneToOneField(Reply, models.CASCADE, related_name="access")
    secret_hash = models.CharField(max_length=64, unique=True)
    contact = models.BinaryField(default=b"")

    def __str__(self) -> str:
        return f"access to {self.reply_id}"
