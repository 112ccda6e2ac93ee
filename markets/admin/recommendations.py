"""What USTR asks, and the links between editions, in the admin."""

import re
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from markets.admin.rules import NoDeleteAdmin, NoteActionForm, run_act
from markets.curation.links import decide_link
from markets.curation.publishing import find_next_id
from markets.models import Evidence, Recommendation, RecommendationLink, Stage


@admin.register(Recommendation)
class RecommendationAdmin(NoDeleteAdmin):
    """What USTR asks. A paraphrase can be corrected and one from the press added; USTR's own words stay."""

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
    autocomplete_fields = ("market",)
    fields = ("edition", "market", "kind", "text", "text_mode", "evidence", "source")

    def get_readonly_fields(self, request: HttpRequest, obj: Recommendation | None = None) -> tuple[str, ...]:
        """What an id is made of stays; so do the words that were read in a report."""
        if obj is None:
            return ()
        return self.fields if obj.evidence == Evidence.OFFICIAL else ("edition", "market", "kind")

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """What is entered by hand is from another source, and in our words unless it quotes."""
        if db_field.name == "evidence":
            kwargs["choices"] = [each for each in Evidence.choices if each[0] != Evidence.OFFICIAL]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Recommendation, form: Any, change: bool) -> None:
        if not change:
            obj.stage = Stage.PUBLISHED  # of what is not public it has only the id
            obj.public_id = find_next_id(obj)
            obj.ordinal = int(re.findall(r"\d+$", obj.public_id)[0])
        super().save_model(request, obj, form, change)


@admin.register(RecommendationLink)
class RecommendationLinkAdmin(NoDeleteAdmin):
    """What a later edition does with an earlier recommendation: proposed by likeness, decided here."""

    list_display = ("earlier", "follow_up", "later", "edition", "similarity", "decision", "decided_by")
    list_filter = ("decision", "follow_up", "edition")
    search_fields = ("earlier__public_id", "later__public_id", "earlier__market__name", "note")
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
