"""Two lists beside USTR's: the EU's Counterfeit and Piracy Watch List, and USTR's Special 301 report."""

import pghistory
from django.db import models

from markets.models.edition import KINDS
from markets.models.market import Market
from markets.models.record_row import ReferenceRow, reference_history, touches_reference

WATCH_LIST_EDITION_HISTORY = reference_history(
    *("released_on", "title", "document_number", "pages", "stated_total"),
    *("stated_content", "stated_ecommerce", "stated_pharmacies", "stated_physical"),
    *("sections", "physical_countries"),
    edition="",
    market="",
    row_id=lambda past, parent: f"eu-{past.year}",
)
WATCH_LIST_ENTRY_HISTORY = reference_history(
    *("printed_name", "market_id", "kind", "category", "country", "status", "entry"),
    edition="",
    parent="edition_id",
    row_id=lambda past, parent: f"{parent}-{past.printed_name}",
)
COUNTRY_STATUS_HISTORY = reference_history(
    *("status", "whole_list"),
    edition="",
    market="",
    row_id=lambda past, parent: f"{past.year}-{past.country_code}",
)


@pghistory.track()
class WatchListEdition(ReferenceRow):
    """One edition of the EU's Counterfeit and Piracy Watch List. None of them is complete."""

    year = models.PositiveSmallIntegerField(unique=True)
    released_on = models.DateField()
    title = models.CharField(max_length=200)
    document_number = models.CharField(max_length=60, blank=True)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    stated_total = models.PositiveSmallIntegerField(null=True, blank=True)
    stated_content = models.PositiveSmallIntegerField("copyright content", null=True, blank=True)
    stated_ecommerce = models.PositiveSmallIntegerField("e-commerce", null=True, blank=True)
    stated_pharmacies = models.PositiveSmallIntegerField("online pharmacies", null=True, blank=True)
    stated_physical = models.PositiveSmallIntegerField("physical marketplaces", null=True, blank=True)
    sections = models.TextField(blank=True, help_text="The sections of the document, separated by `; `.")
    physical_countries = models.TextField(
        blank=True,
        help_text="Countries of its physical marketplaces, as a source writes them, separated by `; `.",
    )

    class Meta:
        ordering = ["year"]
        triggers = [touches_reference()]

    @property
    def stated_sections(self) -> list[tuple[str, int]]:
        """(section, how many marketplaces a source counts in it), for those that are known."""
        counts = (
            ("copyright content", self.stated_content),
            ("e-commerce", self.stated_ecommerce),
            ("online pharmacies", self.stated_pharmacies),
            ("physical marketplaces", self.stated_physical),
        )
        return [(words, count) for words, count in counts if count is not None]

    def __str__(self) -> str:
        return f"EU Watch List {self.year}"


@pghistory.track()
class WatchListEntry(ReferenceRow):
    """One marketplace in one edition of the EU's Watch List."""

    class Status(models.TextChoices):
        LISTED = "listed", "listed"
        MENTIONED = "mentioned", "mentioned"
        NO_LONGER_LISTED = "no_longer_listed", "no longer listed"

    edition = models.ForeignKey(WatchListEdition, models.PROTECT, related_name="entries")
    market = models.ForeignKey(
        Market, models.PROTECT, null=True, blank=True, related_name="watch_list_entries"
    )
    printed_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=KINDS)
    category = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=16, choices=Status.choices)
    entry = models.CharField(
        max_length=120, blank=True, help_text="The printed entry, where it names several."
    )

    class Meta:
        ordering = ["edition", "printed_name"]
        verbose_name_plural = "watch list entries"
        triggers = [touches_reference()]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "printed_name"], name="a_watch_list_name_is_recorded_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name} ({self.edition})"


@pghistory.track()
class CountryStatus(ReferenceRow):
    """A country's status in the Special 301 report of a year, which comes out in April or May."""

    class Status(models.TextChoices):
        PRIORITY_FOREIGN_COUNTRY = "priority_foreign_country", "Priority Foreign Country"
        SECTION_306 = "section_306", "Section 306 monitoring"
        PRIORITY_WATCH_LIST = "priority_watch_list", "Priority Watch List"
        WATCH_LIST = "watch_list", "Watch List"
        NONE = "none", "not named"

    year = models.PositiveSmallIntegerField(help_text="The year of the report.")
    country_code = models.CharField(max_length=2)
    status = models.CharField(max_length=24, choices=Status.choices)
    whole_list = models.BooleanField(
        default=False, help_text="Whether the whole list of the year was seen, so that `none` is known."
    )

    class Meta:
        ordering = ["year", "country_code"]
        verbose_name_plural = "country statuses"
        triggers = [touches_reference()]
        constraints = [
            models.UniqueConstraint(fields=["year", "country_code"], name="a_country_has_one_status_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.country_code} {self.year}: {self.get_status_display()}"
