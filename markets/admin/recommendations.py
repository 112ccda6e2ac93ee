"""What USTR asks, and the links between editions, in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from markets.admin.rules import NoDeleteAdmin, NoteActionForm, ReadOnlyAdmin, run_act
from markets.curation.links import decide_link
from markets.models import Recommendation, RecommendationLink


@admin.register(Recommendation)
class RecommendationAdmin(ReadOnlyAdmin):
    """USTR's words: they change by a better reading of the report, never by hand."""

    list_display = (
        "public_id",
        "edition",
        "market",
        "kind",
        "text",
        "text_mode",
        "evidence",
        "stage",
        "page",
    )
    list_filter = ("kind", "stage", "evidence", "edition")
    search_fields = ("public_id", "market__name", "text")
    list_select_related = ("edition", "market")


@admin.register(RecommendationLink)
class RecommendationLinkAdmin(NoDeleteAdmin):
    """What a later edition does with an earlier recommendation: proposed by likeness, decided here."""

    list_display = ("earlier", "follow_up", "later", "edition", "similarity", "decision", "decided_by")
    list_filter = ("decision", "follow_up", "edition")
    list_select_related = ("earlier", "later", "edition", "decided_by")
    autocomplete_fields = ("earlier", "later")
    readonly_fields = ("similarity", "decision", "decided_by", "decided_at")
    action_form = NoteActionForm
    actions = ("accept", "reject")

    @admin.action(description="Accept the links", permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet[RecommendationLink]) -> None:
        self._decide(request, queryset, True)

    @admin.action(description="Reject the links", permissions=["change"])
    def reject(self, request: HttpRequest, queryset: QuerySet[RecommendationLink]) -> None:
        self._decide(request, queryset, False)

    def _decide(self, request: HttpRequest, queryset: QuerySet[RecommendationLink], accept: bool) -> None:
        for link in queryset.select_related("earlier", "later", "edition"):
            done, note = f"{link}: {'accepted' if accept else 'rejected'}.", request.POST.get("note", "")
            run_act(request, done, decide_link, link, accept, note=note)
