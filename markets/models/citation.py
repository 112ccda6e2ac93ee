"""A source of a value: who published it, when, where, and in which language."""

import pghistory
from django.core.validators import RegexValidator
from django.db import models

from markets.models.basis import Precision, format_date
from markets.models.history import PublicHistory
from markets.models.public_data import touches_public_data

ADDRESS = r"^https?://[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*(:[0-9]+)?([/?#]\S*)?$"
"""An address of the web. Each label of the host has a character, so that a trailing dot is refused."""

valid_address = RegexValidator(ADDRESS, "Enter a full web address, such as https://example.org/page.")


CITATION_HISTORY = PublicHistory(
    # An archived address is no correction: a task adds it where it finds a copy.
    fields=("publisher", "title", "published_on", "url", "kind", "language"),
    public=models.Q(withdrawn_at__isnull=True),
    hidden=lambda past, name: name == "url" and not past.linked,
    edition="",
    market="",
    parent="id",
    row_id=lambda past, parent: past.url if past.linked and past.url else past.publisher,
)


@pghistory.track()
class Citation(models.Model):
    """One source; many rows may rest on it. Readers see `text`, never `note`."""

    class Kind(models.TextChoices):
        OFFICIAL_REPORT = "official_report", "official report"
        USTR = "ustr", "USTR release"
        GOVERNMENT = "government", "government"
        DOCKET = "docket", "docket"
        PRESS = "press", "press"
        TRADE_BODY = "trade_body", "trade body"
        COMPANY = "company", "company"
        COURT = "court", "court"
        MIRROR = "mirror", "mirror"

    publisher = models.CharField(max_length=160)
    title = models.CharField(max_length=300, blank=True)
    published_on = models.DateField(null=True, blank=True)
    published_precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    url = models.CharField("address", max_length=600, blank=True, validators=[valid_address])
    linked = models.BooleanField(
        default=True,
        help_text="Off: readers see the publisher without a link (piracy sites, forums, staging hosts).",
    )
    archived_url = models.CharField(
        "archived address", max_length=700, blank=True, validators=[valid_address]
    )
    archive_checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    language = models.CharField(max_length=12, blank=True)
    note = models.TextField(blank=True, help_text="For staff; never public.")
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["publisher", "published_on", "url"]
        # Nobody sees a new citation before a row rests on it.
        triggers = [
            touches_public_data("{row}.withdrawn_at IS NULL", ("note", "archive_checked_at"), adding=False)
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["url", "title"],
                condition=~models.Q(url=""),
                name="an_address_and_title_are_cited_once",
            ),
            models.CheckConstraint(
                condition=models.Q(url="") | models.Q(url__regex=ADDRESS),
                name="a_citation_has_a_valid_address",
            ),
            models.CheckConstraint(
                condition=models.Q(archived_url="") | models.Q(archived_url__regex=ADDRESS),
                name="a_citation_has_a_valid_archived_address",
            ),
            models.CheckConstraint(condition=~models.Q(publisher=""), name="a_citation_has_a_publisher"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def published(self) -> str:
        """The date of publication in words; empty where it is not known."""
        return format_date(self.published_on, self.published_precision) if self.published_on else ""

    @property
    def text(self) -> str:
        """What readers see, on one line: `TorrentFreak, 1 February 2023`."""
        parts = (self.publisher, self.title, self.published)
        return " ".join(", ".join(part for part in parts if part).split())

    @property
    def link(self) -> str:
        """The address that readers may follow; empty where the source is named and not linked."""
        return self.url if self.linked else ""
