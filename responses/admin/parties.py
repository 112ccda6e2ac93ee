"""Parties and the markets they operate, in the admin."""

from django.contrib import admin

from markets.admin.rules import NoDeleteAdmin, SeenInline
from responses.models import Operation, Party


class OperationInline(SeenInline, admin.StackedInline):
    """Markets that the party operates, and the source."""

    model = Operation
    extra = 0
    autocomplete_fields = ("market",)


@admin.register(Party)
class PartyAdmin(NoDeleteAdmin):
    """Who responds."""

    list_display = ("name", "kind", "slug")
    list_filter = ("kind",)
    search_fields = ("name", "operations__market__name")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (OperationInline,)
    parts = ((Operation, "party"),)
