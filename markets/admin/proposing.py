"""What a form of the admin does to public data becomes a proposed change; an editor's correction is applied at once."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.models import User
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from markets.admin.seen import get_edit_state
from markets.curation.proposing import explain_proposal, is_public_touched, propose_form, watch_public
from markets.curation.refusal import Refusal, own_context, public_act
from markets.curation.row_changes import RowChange, read_form_changes, refuse_errors
from markets.models import Citation, ProposedChange
from markets.models.citation import valid_address
from markets.record.citing import cite_address

Save = Callable[[], HttpResponse]


class ChangeSourceForm(forms.Form):
    """Where it is written that a public row is otherwise: one of our citations, or the address of a new one."""

    citation = forms.ModelChoiceField(
        Citation.objects.filter(withdrawn_at__isnull=True).exclude(url=""),
        label="Source, if the change is a fact",
        required=False,
        widget=AutocompleteSelect(ProposedChange._meta.get_field("citation"), admin.site),
        error_messages={"invalid_choice": "This citation cannot be chosen any more. Choose another."},
    )
    source = forms.CharField(
        label="Or the web address of a source that we do not cite yet",
        max_length=600,
        required=False,
        validators=[valid_address],
        widget=forms.URLInput(attrs={"size": 80}),
    )


def run_form(
    request: HttpRequest, save: Save, tables: list[type[models.Model]], *, was_public: bool
) -> HttpResponse:
    """Runs the saving of a form. Where readers would see a change, it is rolled back and proposed instead.

    The database says whether they would: its triggers move the revision of the public data.
    """
    storage: Any = messages.get_messages(request)
    said = len(storage._queued_messages)
    reason = request.POST.get("why", "").strip()
    try:
        answer, changes = _try_form(save, tables, f"edit {tables[0]._meta.verbose_name}", reason)
        if not changes:
            return answer
        del storage._queued_messages[said:]  # what the form said of it is not so
        made = propose_form(
            changes,
            publishes=not was_public,
            reason=reason,
            citation=_read_citation(request),
            by=cast(User, request.user),
        )
    except Refusal as refusal:
        del storage._queued_messages[said:]
        get_edit_state(request).refusal = str(refusal)
        return save()  # the form again, with the sentence and with what was typed
    if made[0].state == ProposedChange.State.ACCEPTED:
        messages.success(request, f"Saved: {made[0].title}. Readers see it now.")
        return answer
    messages.success(request, explain_proposal(made[0]))
    # The form that opened a popup would take over a row that there is not yet.
    return HttpResponseRedirect(request.get_full_path()) if IS_POPUP_VAR in request.POST else answer


def _try_form(
    save: Save, tables: list[type[models.Model]], action: str, reason: str
) -> tuple[HttpResponse, list[RowChange]]:
    """Return the answer of a form, and what it did if that reached public data; then nothing of it stays."""
    with transaction.atomic():
        with own_context(action=action, reason=reason) as context, public_act(action):
            watch_public()
            with refuse_errors():
                answer = save()
            touched = is_public_touched()
            changes = read_form_changes(tables, context.id) if touched else []
        transaction.set_rollback(touched)
    return answer, changes


def read_source_form(request: HttpRequest) -> ChangeSourceForm:
    """Return the form with what was typed, if anything was."""
    typed = request.POST if request.method == "POST" else None
    return ChangeSourceForm(typed, prefix="why", auto_id="%s")


def _read_citation(request: HttpRequest) -> Citation | None:
    """Return the source that was given with the reason: a citation that we have, or a new one. Raises Refusal."""
    form = read_source_form(request)
    if not form.is_valid():
        raise Refusal(" ".join(str(each) for errors in form.errors.values() for each in errors))
    chosen, address = form.cleaned_data["citation"], form.cleaned_data["source"]
    if chosen and address:
        raise Refusal("Choose a citation or enter a web address, not both.")
    return chosen or (cite_address(address) if address else None)
