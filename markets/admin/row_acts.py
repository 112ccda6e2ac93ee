"""The actions of a list as buttons on the page of one row, so that what one has read can be decided there."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from markets.admin.queue_places import lead_on


def list_row_acts(model_admin: admin.ModelAdmin, request: HttpRequest, row: Any) -> list[tuple[str, str]]:
    """Name and label of each action that this person may do and that fits the state of the row."""
    fits = getattr(model_admin, "fits", lambda name, row: True)
    is_for = getattr(model_admin, "is_for", lambda name, row, person: True)
    return [
        (name, str(action[2]).partition(" (")[0].removesuffix(" selected rows"))
        for name, action in model_admin.get_actions(request).items()
        if action is not None and row is not None and fits(name, row) and is_for(name, row, request.user)
    ]


def run_row_act(model_admin: admin.ModelAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Carry out the action of the button that was pressed; go on in the queue, or back to the page of the row."""
    row = model_admin.get_object(request, object_id)
    name = request.POST.get("row-act", "")
    action = model_admin.get_actions(request).get(name)
    if action is not None and name in dict(list_row_acts(model_admin, request, row)):
        action[0](model_admin, request, model_admin.get_queryset(request).filter(pk=object_id))
    else:
        model_admin.message_user(
            request, "This action is no longer available. Reload the page.", messages.ERROR
        )
    if onward := lead_on(request, if_done=True):
        return onward
    if row is not None and model_admin.model._base_manager.filter(pk=row.pk).exists():
        return HttpResponseRedirect(request.get_full_path())
    opts = model_admin.opts
    return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"))
