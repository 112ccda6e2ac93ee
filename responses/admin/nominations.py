"""Filings to USTR's reviews, the names in them, and parties' identifiers."""

from django.contrib import admin

from markets.admin.reference import CitedAdmin
from responses.models import Filing, Nomination, PartyIdentifier


@admin.register(Filing)
class FilingAdmin(CitedAdmin):
    """One filer's submission to the review of one edition."""

    list_display = ("filer", "edition", "role", "complete", "filed_on", "basis")
    list_filter = ("edition", "role", "complete", "filer_kind")
    search_fields = ("filer", "docket_id", "comment_id", "names__name", "names__market__name")
    list_select_related = ("edition",)
    autocomplete_fields = ("party",)


@admin.register(Nomination)
class NominationAdmin(CitedAdmin):
    """One name in a filing."""

    list_display = ("name", "filing", "market", "kind", "basis")
    list_filter = ("filing__edition", "basis", "kind")
    search_fields = ("name", "market__name", "filing__filer")
    list_select_related = ("filing__edition", "market")
    autocomplete_fields = ("filing", "market")


@admin.register(PartyIdentifier)
class PartyIdentifierAdmin(CitedAdmin):
    """A party's number in another register."""

    list_display = ("party", "scheme", "value", "basis")
    search_fields = ("value", "party__name")
    list_select_related = ("party",)
    autocomplete_fields = ("party",)
