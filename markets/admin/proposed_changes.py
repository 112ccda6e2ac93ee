"""Proposed changes in the admin: a list with the differences, and a page on which one is decided."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join

from markets.admin.field_words import FieldDescriber, FieldWords
from markets.admin.queue_places import lead_on
from markets.admin.rules import NoteActionForm, ReadOnlyAdmin, get_person, run_act
from markets.curation.proposing import (
    DECIDE,
    accept_change,
    decide_several,
    reject_change,
    take_back_change,
    undo_change,
)
from markets.curation.refusal import ask_others
from markets.curation.row_changes import compare_values, find_field
from markets.models import ProposedChange


class RowKindFilter(admin.SimpleListFilter):
    """The kinds of rows that proposals are about, under the names of the desk."""

    title, parameter_name = "kind of row", "table"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        tables = ProposedChange.objects.order_by("table").values_list("table", flat=True).distinct()
        return [(table, str(apps.get_model(table)._meta.verbose_name)) for table in tables]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(table=self.value()) if self.value() else queryset


@admin.register(ProposedChange)
class ProposedChangeAdmin(ReadOnlyAdmin):
    """Changes of public data that wait for an editor, and those that were decided."""

    list_display = (
        "title",
        "what",
        "differences",
        "reason",
        "proposed_by",
        "proposed_at",
        "state",
        "decided_by",
    )
    list_filter = ("state", RowKindFilter, "proposed_by")
    search_fields = ("title", "reason")
    list_select_related = ("proposed_by", "decided_by")
    action_form = NoteActionForm
    actions = ("accept", "reject")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(DECIDE)

    @admin.display(description="row")
    def what(self, change: ProposedChange) -> str:
        return f"{'new ' if change.adds else ''}{change.model._meta.verbose_name}"

    @admin.display(description="change")
    def differences(self, change: ProposedChange) -> str:
        lines = describe_change(change)
        return format_html_join("", "<div><b>{}</b>: <del>{}</del> → <ins>{}</ins></div>", lines)

    @admin.action(description="Accept selected changes", permissions=["decide"])
    def accept(self, request: HttpRequest, queryset: QuerySet[ProposedChange]) -> None:
        _decide_rows(request, accept_change, queryset, "accepted")

    @admin.action(description="Reject selected changes (say why in the note)", permissions=["decide"])
    def reject(self, request: HttpRequest, queryset: QuerySet[ProposedChange]) -> None:
        _decide_rows(request, reject_change, queryset, "rejected")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Return one change with its differences; an editor accepts it, with other values if need be, or rejects it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        change = self.get_object(request, object_id)
        if change is None:
            return HttpResponseRedirect(reverse("admin:markets_proposedchange_changelist"))
        form = make_value_form(change, request.POST if request.method == "POST" else None)
        if request.method == "POST" and _run_decision(request, change, form):
            return lead_on(request, if_done=True) or HttpResponseRedirect(
                f"{reverse('admin:markets_proposedchange_changelist')}?state__exact=proposed"
            )
        context = {
            **self.admin_site.each_context(request),
            "title": str(change),
            "change": change,
            "lines": describe_change(change),
            "form": form,
            "address": find_admin_address(change),
            "open": change.state == ProposedChange.State.PROPOSED,
            "own": change.proposed_by_id == get_person(request).pk,
            "ask": ask_others(DECIDE, {change.proposed_by_id} if change.publishes else set()),
        }
        return TemplateResponse(request, "admin/markets/proposed_change.html", context)


def describe_change(change: ProposedChange) -> list[FieldWords]:
    """Return the fields in words; of a new row those that are not empty."""
    triples = ((name, before, after) for name, (before, after) in change.fields.items())
    lines = FieldDescriber().describe(change.model, triples)
    return [line for line in lines if line[1] != line[2]]


def find_admin_address(change: ProposedChange) -> str:
    """Return the row's own page in the admin; empty where it has none (yet)."""
    if change.adds and change.state != ProposedChange.State.ACCEPTED:
        return ""
    try:
        return reverse(f"admin:{change.table.replace('.', '_')}_change", args=[change.row])
    except NoReverseMatch:
        return ""


def make_value_form(change: ProposedChange, data: Any = None) -> forms.ModelForm | None:
    """Return the proposed values in a form, for those fields that a person may type; None where there are none."""
    named = [field for name in change.fields if (field := find_field(change.model, name))]
    editable = [field.name for field in named if field.editable]
    row = change.model(pk=change.row) if change.adds else change.find_row()
    if not editable or row is None:
        return None
    for name, (_, after) in change.fields.items():
        if field := find_field(change.model, name):
            setattr(row, name, field.to_python(after) if not field.is_relation else after)
    return modelform_factory(change.model, fields=editable)(data, instance=row)


def _run_decision(request: HttpRequest, change: ProposedChange, form: forms.ModelForm | None) -> bool:
    note = request.POST.get("note", "")
    if request.POST.get("do") == "reject":
        return run_act(request, f"Rejected: {change}.", reject_change, change, note=note)
    if request.POST.get("do") == "undo":
        return run_act(request, f"Undone: {change}.", undo_change, change, reason=note)
    if request.POST.get("do") == "take back":
        return run_act(request, f"Withdrawn: {change}.", take_back_change, change)
    edits: dict[str, Any] = {}
    if form is not None and request.user.has_perm(DECIDE):
        if not form.is_valid():
            messages.error(request, "Nothing is accepted yet. Correct the values below.")
            return False
        typed = {name: form.cleaned_data[name] for name in form.changed_data if name in form.cleaned_data}
        proposed = make_value_form(change)
        edits = compare_values(proposed.instance, typed) if proposed else {}
    options = {"edits": {name: after for name, (_, after) in edits.items()}, "note": note}
    return run_act(request, f"Accepted: {change}.", accept_change, change, **options)


def _decide_rows(request: HttpRequest, act: Any, rows: QuerySet[ProposedChange], what: str) -> None:
    note = request.POST.get("note", "")
    done, refused = decide_several(act, rows, note=note, by=get_person(request))
    for sentence in refused:
        messages.error(request, sentence)
    if done:
        messages.success(request, format_html("{} {}.", len(done), what))
