"""How far the back-fill of an edition has come."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models

from markets.backfill.models import ReportAddress
from markets.models.reading import Reading


class BackfillResult(models.Model):
    """The latest attempt for one edition; the next run goes on from here."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting for the worker"
        MISSING = "missing", "no report found"
        FAILED = "failed", "failed"
        DRAFTED = "drafted", "drafted"

    year = models.PositiveSmallIntegerField(unique=True)
    state = models.CharField(max_length=9, choices=State.choices)
    origin = models.CharField(
        max_length=8,
        choices=[*ReportAddress.Kind.choices, ("file", "file")],
        blank=True,
    )
    url = models.CharField(max_length=700, blank=True)
    copy_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The editor who compared a copy from an archive or a mirror, and says that it is USTR's report.",
    )
    copy_confirmed_at = models.DateTimeField(null=True, blank=True)
    reading = models.ForeignKey("markets.Reading", models.PROTECT, null=True, blank=True, related_name="+")
    figures = models.JSONField(default=dict)
    sentence = models.TextField(blank=True)
    attempted_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["year"]

    @property
    def progress(self) -> str:
        """Return the state of the draft, or why there is no draft."""
        return self.reading.state if self.reading else self.state

    @property
    def words(self) -> str:
        return str(dict([*self.State.choices, *Reading.State.choices])[self.progress])

    @property
    def is_done(self) -> bool:
        """Whether the next run skips the edition."""
        return self.progress in (Reading.State.DRAFTED, Reading.State.PUBLISHED)

    @property
    def copy_host(self) -> str:
        """The host of a copy that no editor has confirmed; empty where there is nothing to confirm."""
        copied = self.origin in (ReportAddress.Kind.ARCHIVE, ReportAddress.Kind.MIRROR)
        return urlsplit(self.url).hostname or "" if copied and self.copy_confirmed_at is None else ""

    def __str__(self) -> str:
        return f"{self.year}: {self.words}"
