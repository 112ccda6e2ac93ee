"""Markets, the names printed for them, and what was merged or split."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from markets.admin.deleting import DeletableAdmin
from markets.admin.rules import ReadOnlyAdmin, run_act
from markets.curation.listings import undo_decision
from markets.curation.merging import MERGE, merge_markets, split_market, undo_merger, undo_split
from markets.models import Listing, Market, Merger, PrintedName, Split, Stage
from markets.unused import exclude_unused


class MergeForm(forms.Form):
    """Into which market, and why."""

    into = forms.ModelChoiceField(
        Market.objects.filter(merged_into__isnull=True),
        label="Into",
        widget=AutocompleteSelect(Merger._meta.get_field("into"), admin.site),
    )
    reason = forms.CharField(label="Why they are one", max_length=600)


class SplitForm(forms.Form):
    """The name of the market split off, and why. The listings are selected."""

    name = forms.CharField(label="Name of the market split off", max_length=110)
    reason = forms.CharField(
        label="Why these listings are of another market",
        max_length=600,
        widget=forms.TextInput(attrs={"size": 80}),
    )


@admin.register(Market)
class MarketAdmin(DeletableAdmin):
    """A slug, once public, is permanent: it is given when the market is made and never changed."""

    list_display = ("name", "kind", "slug", "code", "merged_into", "part")
    list_filter = ("kind",)
    search_fields = ("name", "slug", "printed_names__name", "aliases__name")
    list_select_related = ("merged_into",)
    fields = (
        *("name", "kind", "slug", "code", "merged_into", "succeeds", "succession_source"),
        *("closed_on", "closed_precision", "closed_source", "note", "part", "add_rows"),
    )
    autocomplete_fields = ("succeeds",)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Return who may not merge sees no link to it."""
        return self.list_display if request.user.has_perm(MERGE) else self.list_display[:-1]

    def get_fields(self, request: HttpRequest, obj: Market | None = None) -> Any:
        return [name for name in self.fields if name != "part" or request.user.has_perm(MERGE)]

    def get_readonly_fields(self, request: HttpRequest, obj: Market | None = None) -> tuple[str, ...]:
        return ("merged_into", "code", "part", "add_rows", *(("slug", "kind") if obj else ()))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Market], search_term: str
    ) -> tuple[QuerySet[Market], bool]:
        """In look-ups without merged markets and without what discarded drafts left behind."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        if request.path == reverse("admin:autocomplete"):
            found = exclude_unused(found.filter(merged_into__isnull=True))
        return found, duplicates

    def get_urls(self) -> list[URLPattern]:
        at = path(
            "<int:pk>/part/", self.admin_site.admin_view(self.merge_or_split), name="markets_market_part"
        )
        return [at, *super().get_urls()]

    @admin.display(description="merge, split")
    def part(self, market: Market) -> str:
        if market.pk is None:
            return ""
        return format_html(
            '<a href="{}">merge or split</a>', reverse("admin:markets_market_part", args=[market.pk])
        )

    @admin.display(description="add")
    def add_rows(self, market: Market) -> str:
        if market.pk is None:
            return ""
        return format_html(
            '<a href="{}?market={}&amp;market_kind={}">Add a listing</a> · <a href="{}?market={}">Add an absence</a>',
            reverse("new-listing"),
            market.slug,
            market.kind,
            reverse("admin:markets_absence_add"),
            market.pk,
        )

    def merge_or_split(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Merge the market into another, or splits some of its listings off."""
        if not request.user.has_perm(MERGE):
            raise PermissionDenied
        market = get_object_or_404(Market, pk=pk)
        listings = Listing.objects.filter(market=market, stage=Stage.PUBLISHED).select_related("edition")
        merge = MergeForm(request.POST if "merge" in request.POST else None, prefix="merge")
        split = SplitForm(request.POST if "split" in request.POST else None, prefix="split")
        if merge.is_valid():
            into, reason = merge.cleaned_data["into"], merge.cleaned_data["reason"]
            done = f"{market} is merged into {into}."
            run_act(request, done, merge_markets, market, into, reason=reason)
            return HttpResponseRedirect(request.path)
        if split.is_valid():
            ticked = [int(each) for each in request.POST.getlist("listing") if each.isdigit()]
            rows, values = list(listings.filter(pk__in=ticked)), split.cleaned_data
            run_act(
                request,
                f"{values['name']} is a market of its own.",
                split_market,
                market,
                values["name"],
                rows,
                reason=values["reason"],
            )
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge or split {market}",
            "market": market,
            "listings": listings,
            "merge": merge,
            "media": merge.media,
            "split": split,
        }
        return TemplateResponse(request, "admin/markets/part.html", context)


class UndoableAdmin(ReadOnlyAdmin):
    """Rows that are undone and stay as history."""

    actions = ("undo",)
    undo_act: ClassVar[Any]
    right: ClassVar[str] = MERGE

    def fits(self, name: str, row: Any) -> bool:
        return row.undone_at is None

    @admin.action(description="Undo", permissions=["undo"])
    def undo(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            run_act(request, f"Undone: {row}.", type(self).undo_act, row)

    def has_undo_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.right)


@admin.register(PrintedName)
class PrintedNameAdmin(UndoableAdmin):
    """What curators decided that printed names mean. Decisions are made at an edition's desk."""

    list_display = ("name", "kind", "means", "market", "decided_by", "decided_at", "undone_at", "reason")
    list_filter = ("means", "kind")
    search_fields = ("name", "market__name")
    list_select_related = ("market", "decided_by")
    undo_act = undo_decision
    right = "markets.review_listing"


@admin.register(Merger)
class MergerAdmin(UndoableAdmin):
    """Markets found to be one; undoing restores both, since nothing had moved."""

    list_display = ("market", "into", "reason", "done_by", "done_at", "undone_by", "undone_at")
    list_select_related = ("market", "into", "done_by", "undone_by")
    undo_act = undo_merger


@admin.register(Split)
class SplitAdmin(UndoableAdmin):
    """Listings found to be of another market."""

    list_display = ("market", "off", "reason", "done_by", "done_at", "undone_by", "undone_at")
    list_select_related = ("market", "off", "done_by", "undone_by")
    undo_act = undo_split
