"""Where new documents are looked for, and what was found there."""

from typing import ClassVar

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models

from markets.models.public_data import PERSONS_CHANGE_BY_ACTS


@pghistory.track()
class Source(models.Model):
    """An address that is looked at regularly. Curators switch it off and on; the hosts are an allow-list."""

    class Kind(models.TextChoices):
        USTR_PAGE = "ustr_page", "notorious markets page of ustr.gov"
        USTR_PRESS = "ustr_press", "press releases of ustr.gov"
        USTR_FEED = "ustr_feed", "feed of ustr.gov"
        FEDERAL_REGISTER = "federal_register", "Federal Register"
        REGULATIONS = "regulations", "Regulations.gov docket"
        NEWSROOM = "newsroom", "a company's newsroom"

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    url = models.URLField("web address", max_length=500)
    enabled = models.BooleanField(default=True)
    every_minutes = models.PositiveIntegerField("check every (minutes)", default=360)
    last_seen_at = models.DateTimeField("last checked at", null=True, blank=True, editable=False)
    last_new_at = models.DateTimeField(
        "last found something at",
        null=True,
        blank=True,
        editable=False,
        help_text="When a check last found something new.",
    )
    last_sentence = models.TextField("outcome of the last check", blank=True, editable=False)
    not_before = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="Until when the source asked us to wait."
    )
    retry_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When the next check after a failure is due."
    )
    failures = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="Consecutive failed checks (temporary errors)."
    )
    etag = models.CharField(max_length=300, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)

    of_the_worker: ClassVar[tuple[str, ...]] = (
        *("last_seen_at", "last_new_at", "last_sentence", "not_before", "retry_at"),
        *("failures", "etag", "last_modified"),
    )
    """What a look changes: that is no change of a curator's, and keeps nobody from saving."""

    class Meta:
        ordering = ["name"]
        triggers = [
            pgtrigger.Trigger(  # readers see these on /status/
                name="persons_change_by_acts",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("slug", "name", "kind", "url"),
                func=PERSONS_CHANGE_BY_ACTS,
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class DiscoveredDocument(models.Model):
    """Something that a source led to: an item in the curators' queue."""

    class State(models.TextChoices):
        NEW = "new", "new"
        HANDLED = "handled", "handled"
        DISMISSED = "dismissed", "dismissed"

    source = models.ForeignKey(Source, models.PROTECT, related_name="discovered_documents")
    url = models.CharField("web address", max_length=1000)
    title = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=20)
    published_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    docket_id = models.CharField("docket", max_length=40, blank=True)
    comments_due_on = models.DateField(null=True, blank=True)
    rebuttals_due_on = models.DateField(null=True, blank=True)
    found_at = models.DateTimeField(auto_now_add=True)
    snapshot = models.ForeignKey(
        "markets.Snapshot", models.PROTECT, null=True, blank=True, verbose_name="document"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-found_at"]
        constraints = [
            models.UniqueConstraint(fields=["source", "url"], name="a_document_is_discovered_once")
        ]

    def __str__(self) -> str:
        return self.title or self.url
