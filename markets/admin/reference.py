"""Citations and the reference tables: other names, identifiers, what sources say, sister lists."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from markets.admin.rules import NoDeleteAdmin, ReadOnlyAdmin
from markets.models import (
    Citation,
    CountryStatus,
    HistoryStatement,
    MarketAlias,
    MarketIdentifier,
    WatchListEdition,
    WatchListEntry,
)


@admin.register(Citation)
class CitationAdmin(NoDeleteAdmin):
    """One source. Readers see publisher, title and date; the note is for staff."""

    list_display = ("text", "kind", "language", "linked", "url")
    list_filter = ("kind", "linked")
    search_fields = ("publisher", "title", "url")
    fields = (
        *("publisher", "title", "published_on", "published_precision", "url", "linked", "archived_url"),
        *("kind", "language", "note"),
    )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Citation], search_term: str
    ) -> tuple[QuerySet[Citation], bool]:
        """In look-ups without withdrawn citations; the source of a change needs an address."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        if request.path == reverse("admin:autocomplete"):
            found = found.filter(withdrawn_at__isnull=True)
            if request.GET.get("model_name") == "proposedchange":
                found = found.exclude(url="")
        return found, duplicates


class CitedAdmin(NoDeleteAdmin):
    """A row with its citations, which saving makes of the addresses in its sources."""

    readonly_fields = ("citations",)


@admin.register(MarketAlias)
class MarketAliasAdmin(CitedAdmin):
    """Another name of a market."""

    list_display = ("name", "market", "kind", "script", "basis")
    list_filter = ("kind", "script", "basis")
    search_fields = ("name", "market__name")
    list_select_related = ("market",)
    autocomplete_fields = ("market",)


@admin.register(MarketIdentifier)
class MarketIdentifierAdmin(CitedAdmin):
    """A market's number in another register."""

    list_display = ("market", "scheme", "value", "basis")
    list_filter = ("scheme",)
    search_fields = ("value", "market__name")
    list_select_related = ("market",)
    autocomplete_fields = ("market",)


@admin.register(HistoryStatement)
class HistoryStatementAdmin(CitedAdmin):
    """What a source says of a market's history on the List."""

    list_display = ("market", "edition", "says", "value", "basis")
    list_filter = ("says", "basis")
    search_fields = ("market__name",)
    list_select_related = ("market", "edition")
    autocomplete_fields = ("market",)


@admin.register(WatchListEdition)
class WatchListEditionAdmin(CitedAdmin):
    """An edition of the EU's Watch List."""

    list_display = ("year", "released_on", "document_number")


@admin.register(WatchListEntry)
class WatchListEntryAdmin(CitedAdmin):
    """A marketplace in an edition of the EU's Watch List."""

    list_display = ("printed_name", "edition", "market", "status", "category", "basis")
    list_filter = ("edition", "status", "kind")
    search_fields = ("printed_name", "market__name")
    list_select_related = ("edition", "market")
    autocomplete_fields = ("market",)


@admin.register(CountryStatus)
class CountryStatusAdmin(ReadOnlyAdmin):
    """Special 301 statuses follow the bundled record."""

    list_display = ("country_code", "year", "status", "whole_list", "basis")
    list_filter = ("year", "status")
    search_fields = ("country_code",)
