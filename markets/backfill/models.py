"""The addresses where a past report may be found, in the order in which they are tried."""

from urllib.parse import urlsplit

import pghistory
from django.db import models

from markets.models.basis import Basis
from markets.models.citation import valid_address


@pghistory.track()
class ReportAddress(models.Model):
    """One address to try for a document of an edition. Only a PDF of `report` is fetched."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", "official"
        ARCHIVE = "archive", "archive"
        MIRROR = "mirror", "mirror"

    class Document(models.TextChoices):
        REPORT = "report", "report"
        PRESS_RELEASE = "press_release", "press release"
        LANDING_PAGE = "landing_page", "landing page"
        FEDERAL_REGISTER_NOTICE = "federal_register_notice", "Federal Register notice"

    class Media(models.TextChoices):
        PDF = "pdf", "PDF"
        HTML = "html", "HTML"

    year = models.PositiveSmallIntegerField(help_text="The year of the edition.")
    rank = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    document = models.CharField(max_length=24, choices=Document.choices)
    media = models.CharField(max_length=4, choices=Media.choices)
    url = models.CharField("address", max_length=600, validators=[valid_address])
    basis = models.CharField(max_length=20, choices=Basis.choices)
    seen_in = models.TextField(blank=True)
    note = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["year", "rank"]
        verbose_name_plural = "report addresses"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "document", "url"], name="a_report_address_is_recorded_once"
            ),
        ]

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    def __str__(self) -> str:
        return f"{self.year}, {self.kind}: {self.url}"
