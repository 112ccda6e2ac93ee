"""Editions and their listings in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from markets.admin.deleting import DeletableAdmin
from markets.admin.desk import show_edition_desk
from markets.admin.rules import NoDeleteAdmin, run_act
from markets.curation.listings import review_listing
from markets.models import Absence, Edition, Evidence, Listing, Stage


@admin.register(Edition)
class EditionAdmin(DeletableAdmin):
    """One edition; its listings are on its desk."""

    list_display = (
        "year",
        "title",
        "released",
        "public",
        "drafted",
        "published_at",
        "published_by",
        "the_desk",
    )
    readonly_fields = ("published_at", "published_by", "the_desk", "citations", "complete_citations")
    search_fields = ("title", "issue_focus")
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return (
            super()
            .get_queryset(request)
            .select_related("published_by")
            .annotate(
                count_public=Count("listings", Q(listings__in=Listing.objects.public())),
                count_draft=Count("listings", Q(listings__stage=Stage.DRAFT)),
            )
        )

    def get_urls(self) -> list[URLPattern]:
        at = path(
            "<int:pk>/desk/", self.admin_site.admin_view(show_edition_desk), name="markets_edition_desk"
        )
        return [at, *super().get_urls()]

    def get_readonly_fields(self, request: HttpRequest, obj: Edition | None = None) -> tuple[str, ...]:
        """The year of a public edition is part of its addresses."""
        public = obj is not None and obj.published_at is not None
        return (*super().get_readonly_fields(request, obj), *(("year",) if public else ()))

    @admin.display(description="public listings")
    def public(self, edition: Any) -> int:
        return edition.count_public

    @admin.display(description="in draft")
    def drafted(self, edition: Any) -> int:
        return edition.count_draft

    @admin.display(description="release screen")
    def the_desk(self, edition: Edition) -> str:
        if edition.pk is None:
            return ""
        address = reverse("admin:markets_edition_desk", args=[edition.pk])
        return format_html('<a href="{}">Release</a>', address)


CORRECTABLE = (
    *("country_printed", "country_codes", "country_basis", "city_printed", "city_basis"),
    *("domains_printed", "domains_basis", "category", "harm", "entry", "counts_as", "source"),
)
FIXED = (
    *("edition", "kind", "ordinal", "page", "text", "text_mode", "evidence", "citations", "snapshot"),
    *("reading", "stage", "superseded_by", "reviewed_at", "reviewed_by", "market", "match_reason"),
    "to_confirm",
)


@admin.register(Listing)
class ListingAdmin(NoDeleteAdmin):
    """A listing. Its facts can be corrected; the name and text that a report prints cannot."""

    list_display = (
        "printed_name",
        "edition",
        "kind",
        "market",
        "evidence",
        "stage",
        "page",
    )
    list_filter = ("stage", "evidence", "kind", "edition")
    search_fields = ("printed_name", "market__name", "text", "edition__year")
    search_help_text = "A name, words of the entry, or the year of the edition."
    list_select_related = ("edition", "market")
    fields = ("printed_name", *CORRECTABLE, *FIXED)
    actions = ("review",)

    def get_readonly_fields(self, request: HttpRequest, obj: Listing | None = None) -> tuple[str, ...]:
        """The name in an official report is USTR's; the name in another source can be corrected."""
        official = obj is None or obj.evidence == Evidence.OFFICIAL
        return (*FIXED, *(("printed_name",) if official else ()))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def fits(self, name: str, listing: Listing) -> bool:
        return listing.stage == Stage.DRAFT

    @admin.action(description="Confirm: matches the report")
    def review(self, request: HttpRequest, queryset: QuerySet[Listing]) -> None:
        for listing in queryset:
            run_act(request, f"{listing} is reviewed.", review_listing, listing)


@admin.register(Absence)
class AbsenceAdmin(NoDeleteAdmin):
    """The only ground, beside a complete edition, for saying *not listed*."""

    list_display = ("market", "edition", "what_happened", "basis", "source")
    list_filter = ("edition", "basis")
    search_fields = ("market__name", "text")
    list_select_related = ("market", "edition")
    autocomplete_fields = ("market",)
    readonly_fields = ("citations",)
