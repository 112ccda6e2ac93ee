"""What the project itself keeps."""

from __future__ import annotations

import pgtrigger
from django.db import models


class RenderedPage(models.Model):
    """A public page rendered ahead, compressed; one row per address. Anyone may throw it away."""

    key = models.CharField(max_length=300, unique=True)
    tick = models.BigIntegerField()
    release = models.CharField(max_length=16)
    etag = models.CharField(max_length=40)
    modified = models.FloatField()
    headers = models.JSONField()
    body = models.BinaryField()

    def __str__(self) -> str:
        return self.key


class Package(models.Model):
    """Everything that could be taken away in one version of the data. The database lets nobody change it."""

    label = models.CharField(max_length=20, unique=True)
    tick = models.BigIntegerField()
    changed_at = models.DateTimeField()
    built_at = models.DateTimeField(auto_now_add=True)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        ordering = ["-changed_at"]
        triggers = [pgtrigger.Protect(name="never_changes", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.label
