"""Responses in the admin: the form of a whole response; entering one and working at it have pages of their own."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from nested_admin.nested import NestedModelAdmin, NestedStackedInline

from markets.admin.rules import NoDeleteAdmin, SeenInline, get_person
from markets.admin.seen import SeenForm, get_edit_state
from markets.admin.versions import read_versions
from responses.admin.desk import show_response_desk
from responses.admin.entering import show_entry_form
from responses.curation.linking import explain_early_links
from responses.curation.publishing import revise_response
from responses.curation.quoting import check_quotations
from responses.models import Answer, Claim, Response, ResponsePoint


class OfResponse(SeenInline):
    """Inlines of a response follow the permissions of the response."""

    def has_add_permission(self, request: HttpRequest, obj: Any) -> bool:  # type: ignore[override]
        return may_write(request, obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_write(request, obj) and super().has_change_permission(request, obj)


def may_write(request: HttpRequest, row: Response | ResponsePoint | None) -> bool:
    """What was withdrawn is changed by an editor alone; a change of what is public becomes a proposal."""
    response = row.response if isinstance(row, ResponsePoint) else row
    if response is None or response.stage != Response.Stage.WITHDRAWN:
        return True
    return request.user.has_perm("responses.publish_response")


class ClaimInline(OfResponse, NestedStackedInline):
    """A number, with all that one must know before comparing it."""

    model = Claim
    extra = 0


class AnswerInline(OfResponse, NestedStackedInline):
    """What the point answers: a recommendation, the whole entry, the whole List, or a nominator."""

    model = Answer
    extra = 0
    autocomplete_fields = ("recommendation", "market")
    exclude = ("decided_by",)


class PointInline(OfResponse, NestedStackedInline):
    """One thing that the response says."""

    model = ResponsePoint
    extra = 0
    inlines = (ClaimInline, AnswerInline)
    readonly_fields = ("quote_check", "withdrawn_at")


class ResponseForm(SeenForm):
    """All fields of a response. Its date must fit its links."""

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        if values and self.instance.pk and {"said_on", "said_precision"} & set(self.changed_data):
            dated = Response(pk=self.instance.pk, said_on=values.get("said_on"))
            dated.said_precision = values.get("said_precision") or dated.said_precision
            if early := explain_early_links(dated):
                self.add_error("said_on", early)
        return values


@admin.register(Response)
class ResponseAdmin(NoDeleteAdmin, NestedModelAdmin):
    """A response. Its statement is its author's copyright: a short excerpt, the address, the hash."""

    form = ResponseForm
    list_display = (
        "public_id",
        "party",
        "market",
        "edition",
        "kind",
        "said",
        "held",
        "evidence",
        "stage",
        "work",
    )
    list_filter = ("stage", "kind", "role", "held", "evidence", "edition")
    search_fields = ("public_id", "title", "party__name", "market__name")
    list_select_related = ("party", "market", "edition")
    autocomplete_fields = ("party", "market")
    raw_id_fields = ("snapshot",)
    inlines = (PointInline,)
    readonly_fields = (
        *("public_id", "stage", "entered_by", "reviewed_by", "published_by", "withdrawn_at"),
        *("the_edition_came_out", "recorded_at", "sha256", "work"),
    )
    parts = ((ResponsePoint, "response"), (Claim, "point__response"), (Answer, "point__response"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Response]:
        return super().get_queryset(request).select_related("party", "market", "edition", "snapshot")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("enter/", view(show_entry_form), name="responses_response_enter"),
            path("<int:pk>/desk/", view(show_response_desk), name="responses_response_desk"),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A response is entered from its document, never without an id and a name."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:responses_response_enter"))

    def has_change_permission(self, request: HttpRequest, obj: Response | None = None) -> bool:
        return may_write(request, obj) and super().has_change_permission(request, obj)

    @admin.display(description="edition released on")
    def the_edition_came_out(self, response: Response) -> str:
        return response.edition.released or "–"

    @admin.display(description="sha256 of the document")
    def sha256(self, response: Response) -> str:
        return response.snapshot.sha256 if response.snapshot else "no document is stored"

    @admin.display(description="desk")
    def work(self, response: Response) -> str:
        address = reverse("admin:responses_response_desk", args=[response.pk])
        return format_html('<a href="{}">document, claims, links, review</a>', address)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """Check every quotation again and record the author: a changed draft needs a new review."""
        super().save_related(request, form, formsets, change)
        response, noted = form.instance, get_edit_state(request).versions
        now = read_versions(Response, pk=response.pk)
        for model, way in self.parts:
            now |= read_versions(model, **{way: response})
        changed = [name for name, number in now.items() if noted.get(name) != number]
        if not changed:
            return
        answers = [int(name.partition("-")[2]) for name in changed if name.startswith("answer-")]
        Answer.objects.filter(pk__in=answers).update(decided_by=get_person(request))
        public = response.stage == Response.Stage.PUBLISHED
        if not public and any(not name.startswith("answer-") for name in changed):
            revise_response(response, by=get_person(request))
        for ordinal, verdict in check_quotations(response).items():
            if verdict not in ("", "exact"):
                words = verdict.replace("_", " ")
                messages.warning(request, f"The quotation of point {ordinal} is {words}.")
