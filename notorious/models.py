"""What the project itself keeps."""

from __future__ import annotations

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
