"""The curators' desk for what others said: a response with its points, their claims and what they answer."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from nested_admin.nested import NestedModelAdmin, NestedStackedInline, NestedTabularInline

from markets.admin.rules import NobodyDeletes, Shown
from responses.models import (
    Answer,
    Claim,
    Finding,
    FindingEvidence,
    Operation,
    Party,
    Response,
    ResponsePoint,
)


class ClaimInline(NestedTabularInline):
    """A number, with all that one must know before comparing it."""

    model = Claim
    extra = 0


class AnswerInline(NestedTabularInline):
    """What the point answers: a recommendation, the whole entry, the whole List, or a nominator."""

    model = Answer
    extra = 0
    autocomplete_fields = ("recommendation", "market")
    exclude = ("decided_by",)


class PointInline(NestedStackedInline):
    """One thing that the response says."""

    model = ResponsePoint
    extra = 0
    inlines = (ClaimInline, AnswerInline)
    readonly_fields = ("quote_check",)


@admin.register(Response)
class ResponseAdmin(NobodyDeletes, NestedModelAdmin):
    """A response. Its statement is its author's copyright: enter a short excerpt, the address and the snapshot."""

    list_display = ("public_id", "party", "market", "edition", "kind", "said", "held", "evidence")
    list_filter = ("kind", "role", "held", "evidence", "edition")
    search_fields = ("public_id", "title", "party__name", "market__name")
    list_select_related = ("party", "market", "edition")
    autocomplete_fields = ("party", "market")
    raw_id_fields = ("snapshot",)
    inlines = (PointInline,)
    readonly_fields = ("recorded_at", "withdrawn_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Response]:
        return super().get_queryset(request).select_related("party", "market", "edition")

    def get_readonly_fields(self, request: HttpRequest, obj: Response | None = None) -> tuple[str, ...]:
        # An id, once given, is quoted elsewhere.
        return (*self.readonly_fields, "public_id") if obj else self.readonly_fields


class OperationInline(admin.TabularInline):
    """Markets that the party stands behind, and who says so."""

    model = Operation
    extra = 0
    autocomplete_fields = ("market",)


@admin.register(Party)
class PartyAdmin(NobodyDeletes):
    """Who responds."""

    list_display = ("name", "kind", "slug")
    list_filter = ("kind",)
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    inlines = (OperationInline,)


class EvidenceInline(admin.TabularInline):
    """What the finding rests on; the database refuses a finding without any."""

    model = FindingEvidence
    extra = 1
    min_num = 1
    validate_min = True
    autocomplete_fields = ("recommendation",)
    raw_id_fields = ("point", "snapshot")
    can_delete = False


@admin.register(Finding)
class FindingAdmin(Shown):
    """Our conclusions: added, never changed. A later one stands beside the earlier and counts."""

    list_display = ("recommendation", "conclusion", "signed_as", "signed_at")
    list_select_related = ("recommendation",)
    autocomplete_fields = ("recommendation",)
    fields = ("recommendation", "conclusion", "text", "signed_as")
    inlines = (EvidenceInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("responses.add_finding")

    def save_model(self, request: HttpRequest, obj: Finding, form: object, change: bool) -> None:
        obj.signed_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)
