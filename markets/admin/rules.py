"""What holds for every table of the admin."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from markets.admin.history import Parts, read_history
from markets.admin.market_search import MarketSearchAdmin
from markets.admin.proposing import read_source_form, run_form
from markets.admin.queue_places import lead_on
from markets.admin.row_acts import list_row_acts, run_row_act
from markets.admin.seen import SeenForm, get_edit_state
from markets.admin.versions import read_versions
from markets.curation.proposing import explain_proposal, is_public_row, restore_withdrawn_row, withdraw_row
from markets.curation.refusal import Refusal
from markets.models import Citation, Edition, ProposedChange
from markets.record.citing import cite_row
from markets.unused import exclude_unused


class NoteActionForm(ActionForm):
    """The action for selected rows, with a note."""

    note = forms.CharField(required=False, max_length=600, label="Note")


class CitedForm(BaseModelAdmin):
    """For forms of rows and inlines that have citations."""

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Look citations up: a list of all of them would be most of the page."""
        cited = [field.name for field in self.model._meta.many_to_many if field.related_model is Citation]
        return (*super().get_autocomplete_fields(request), *cited)

    def formfield_for_manytomany(self, *args: Any, **kwargs: Any) -> Any:
        """Without the button that clears all: it sits in the list of what is chosen, where only items may be."""
        field: Any = super().formfield_for_manytomany(*args, **kwargs)
        # The form may still be empty: this says only that the widget has no such button.
        if field is not None:
            getattr(field.widget, "widget", field.widget).is_required = True
        return field


class NoDeleteAdmin(CitedForm, MarketSearchAdmin):
    """Nothing is deleted here: rows are withdrawn, undone or discarded, and stay as history.

    Every row has its history from the database's own triggers. A form cannot overwrite a change that it did not show.
    """

    form = SeenForm
    show_full_result_count = False
    parts: ClassVar[Parts] = ()
    asks_reason: ClassVar[bool] = True
    """A form of a new row asks for a reason: readers may see the row at once."""

    def __init__(self, model: type[Any], admin_site: AdminSite) -> None:
        super().__init__(model, admin_site)
        names = {field.name for field in model._meta.concrete_fields}
        if "withdrawn_at" in names and "stage" not in names:
            self.action_form = NoteActionForm  # type: ignore[misc]
            self.actions = (*(self.actions or ()), "withdraw_selected", "restore_selected")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def fits(self, name: str, row: Any) -> bool:
        """Return whether an action makes sense for the row as it is, so that its page has a button for it."""
        withdrawn = getattr(row, "withdrawn_at", None) is not None
        return {"withdraw_selected": not withdrawn, "restore_selected": withdrawn}.get(name, True)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Return the list under the name by which it is found."""
        if request.POST.get("action") and request.POST["action"] not in self.get_actions(request):
            messages.error(request, "Your role does not allow this. Ask an editor.")
        named = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**named, **(extra_context or {})})

    @admin.action(description="Withdraw selected rows (say why in the note)", permissions=["change"])
    def withdraw_selected(self, request: HttpRequest, queryset: Any) -> None:
        for row in queryset:
            run_act(request, f"Withdrawn: {row}.", withdraw_row, row, reason=request.POST.get("note", ""))

    @admin.action(description="Restore selected rows (say why in the note)", permissions=["change"])
    def restore_selected(self, request: HttpRequest, queryset: Any) -> None:
        for row in queryset:
            reason = request.POST.get("note", "")
            run_act(request, f"Restored: {row}.", restore_withdrawn_row, row, reason=reason)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Without what discarded drafts left behind."""
        if db_field.related_model is Edition:
            kwargs.setdefault("queryset", exclude_unused(Edition.objects.all()))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"request": request})

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the row: locked where it is about to be written, and its state noted before it is read."""
        key = self.model._meta.pk
        try:
            pk = key.to_python(object_id) if key else None
        except ValidationError:  # what is no key is no row; the admin says so
            return None
        if get_edit_state(request).writes:
            self.model._base_manager.select_for_update(of=("self",)).filter(pk=pk).order_by("pk").first()
        noted = read_versions(self.model, pk=pk)
        for model, path in self.parts:
            noted |= read_versions(model, **{path: pk})
        get_edit_state(request).versions = noted
        return super().get_object(request, object_id, from_field)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the address fills in, without relations to what cannot be a key."""
        filled: dict[str, Any] = super().get_changeform_initial_data(request)
        fields = {field.name: field for field in self.model._meta.get_fields()}
        return {name: value for name, value in filled.items() if _is_key(fields.get(name), value)}

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        if object_id and "row-act" in request.POST:
            return run_row_act(self, request, object_id)
        row = self.get_object(request, object_id) if object_id else None
        get_edit_state(request).writes = True
        save = partial(super().changeform_view, request, object_id, form_url, extra_context)
        tables = [self.model, *(model for model, _ in self.parts)]
        was_public = row is not None and is_public_row(self.model, row.pk)
        return run_form(request, save, tables, was_public=was_public)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and make citations of the addresses in the sources."""
        super().save_model(request, obj, form, change)
        if hasattr(obj, "citations") and hasattr(obj, "source"):
            cite_row(obj, "source_line" if hasattr(obj, "source_line") else "source")

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        get_edit_state(request).has_changes = bool(message)
        return super().log_change(request, obj, message)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Say that nothing was changed where no field of the form was: what is only shown cannot be sent."""
        answer = super().response_change(request, obj)
        if not get_edit_state(request).has_changes:
            storage: Any = messages.get_messages(request)
            del storage._queued_messages[-1:]
            messages.info(request, f"Nothing was changed in {obj}.")
        return answer

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Go on to the next item of the queue that the row was opened from."""
        return lead_on(request) or super().response_post_save_change(request, obj)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return lead_on(request) or super().response_post_save_add(request, obj)

    def asks_reason_for(self, row: Any) -> bool:
        """Return whether readers would see a change of the row. A change without its reason asks for it again."""
        return self.asks_reason and (row is None or is_public_row(self.model, row.pk))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        state, source_form = get_edit_state(request), read_source_form(request)
        context |= {
            "seen": json.dumps(state.versions),
            "conflicts": state.conflicts,
            "why": request.POST.get("why", ""),
            "source_form": source_form,
            "media": context["media"] + source_form.media,
            "asks_reason": self.asks_reason_for(context.get("original")) or bool(state.refusal),
            "row_acts": list_row_acts(self, request, context.get("original")),
            "with_note": self.action_form is NoteActionForm,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Return every change of the row and of what belongs to it, by whatever way it came."""
        row = self.get_object(request, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        if row is None:
            messages.warning(request, f"There is no {self.opts.verbose_name} {object_id}.")
            return HttpResponseRedirect(reverse("admin:index"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {row}",
            "object": row,
            "opts": self.opts,
            "changes": read_history(row, self.parts),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history.html", context)


def _is_key(field: Any, value: Any) -> bool:
    """Return whether a relation can hold a value of an address. Other fields take any: their forms check it."""
    if field is None or not field.is_relation:
        return True
    key = field.related_model._meta.pk
    try:
        for each in value if isinstance(value, list) else [value]:
            key.to_python(each)
    except ValidationError:
        return False
    return True


class SeenInline(CitedForm, InlineModelAdmin):
    """For inlines: rows are taken back, never deleted, and not saved over unseen."""

    form: Any = SeenForm
    can_delete = False

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form = type(formset.form.__name__, (formset.form,), {"request": request})
        return formset


class ReadOnlyAdmin(NoDeleteAdmin):
    """A table that the curators see and that only named actions change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def get_person(request: HttpRequest) -> User:
    """Return the person who acts. The admin requires a signed-in user."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def run_act(request: HttpRequest, done: str, act: Callable[..., object], *args: Any, **options: Any) -> bool:
    """Runs an act for the person who asks, and says what came of it: `done`, or the sentence of its refusal."""
    try:
        result = act(*args, **options, by=get_person(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    if isinstance(result, ProposedChange) and result.state == ProposedChange.State.PROPOSED:
        done = explain_proposal(result)
    messages.success(request, done)
    return True
