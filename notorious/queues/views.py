"""`/admin/queue/`: all queues with their counts, or the rows of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from markets.admin.rules import get_person, run_act
from notorious.models import Assignment
from notorious.queues.assignments import assign_rows, list_desk_staff
from notorious.queues.definitions import QUEUES, Queue, count_queues
from notorious.queues.forms import AssignForm

ROWS_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A row of a queue, the page where it is done, and its owner's name."""

    pk: int
    text: str
    url: str
    owner: str


def overview(request: HttpRequest) -> HttpResponse:
    """Show all queues with their counts."""
    _check_permission(request)
    context = {
        **admin.site.each_context(request),
        "title": "Queue",
        "waiting": count_queues(get_person(request)),
    }
    return TemplateResponse(request, "admin/queues.html", context)


def queue_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show one queue, a page at a time; a POST assigns the selected rows."""
    _check_permission(request)
    if name not in QUEUES:
        raise Http404(f"There is no queue {name}.")
    queue, staff = QUEUES[name], list_desk_staff()
    if request.method == "POST":
        _assign(request, queue, staff)
        return HttpResponseRedirect(request.get_full_path())
    rows = queue.rows()
    owner = request.GET.get("owner", "")
    if owner:
        assigned = Assignment.objects.filter(queue=name, owner__username=owner)
        rows = rows.filter(pk__in=assigned.values("row"))
    if not rows.ordered:
        rows = rows.order_by("pk")
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": queue.title,
        "queue": queue,
        "page": page,
        "items": _list_items(queue, list(page.object_list)),
        "people": staff,
        "owner": owner,
    }
    return TemplateResponse(request, "admin/queue.html", context)


def _check_permission(request: HttpRequest) -> None:
    if not request.user.has_perm("notorious.view_assignment"):
        raise PermissionDenied


def _list_items(queue: Queue, rows: list[Any]) -> list[QueueItem]:
    owners = dict(
        Assignment.objects.filter(queue=queue.name, row__in=[row.pk for row in rows]).values_list(
            "row", "owner__username"
        )
    )
    return [QueueItem(row.pk, queue.describe(row), queue.url(row), owners.get(row.pk) or "") for row in rows]


def _assign(request: HttpRequest, queue: Queue, staff: list[User]) -> None:
    user = get_person(request)
    form = AssignForm(request.POST, queue.rows(), user, staff)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
        return
    rows, owner = form.rows(), form.owner()
    run_act(request, f"{len(rows)} assigned to {owner or 'nobody'}.", assign_rows, queue.name, rows, owner)
