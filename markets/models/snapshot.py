"""The bytes of a document, and under which address they came."""

from __future__ import annotations

import hashlib

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone


class SnapshotManager(models.Manager["Snapshot"]):
    """Snapshots without their bytes, unless these are asked for."""

    def get_queryset(self) -> models.QuerySet[Snapshot]:
        return super().get_queryset().defer("content")

    def store(self, content: bytes, media_type: str = "application/pdf") -> Snapshot:
        """The snapshot of these bytes: the same bytes are the same row, no matter who uploads them and how often."""
        sha256 = hashlib.sha256(content).hexdigest()
        values = {"content": content, "size": len(content), "media_type": media_type}
        return self.get_or_create(sha256=sha256, defaults=values)[0]


@pghistory.track(exclude=["content"])
class Snapshot(models.Model):
    """Known by their sha256; the database lets nobody change or delete them."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField(default=timezone.now)
    content = models.BinaryField()

    objects = SnapshotManager()

    class Meta:
        ordering = ["-stored_at"]
        verbose_name = "stored document"
        triggers = [
            pgtrigger.Protect(name="never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="sha256_is_hex")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


@pghistory.track()
class Fetch(models.Model):
    """The address, time and headers under which a snapshot came: one snapshot can have many."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="fetches", verbose_name="document")
    url = models.CharField(max_length=1000, blank=True, help_text="Empty where the file was uploaded.")
    file_name = models.CharField(max_length=300, blank=True)
    fetched_at = models.DateTimeField(default=timezone.now)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    headers = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-fetched_at"]
        verbose_name_plural = "fetches"

    def __str__(self) -> str:
        return self.url or self.file_name
