"""`/admin/queue/`: every queue in short, or one of them whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from markets.admin.rules import carry_out, person
from notorious.models import Assignment
from notorious.notifications.views import how_it_stands
from notorious.queues.assigning import assign, people
from notorious.queues.queues import QUEUES, Queue, waiting

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of work, where it is done and who sees to it."""

    pk: int
    says: str
    place: str
    owner: str


def overview(request: HttpRequest) -> HttpResponse:
    """All queues with their counts."""
    _let_in(request)
    me = person(request)
    context = {
        **admin.site.each_context(request),
        "title": "Queue",
        "waiting": waiting(me),
        "digest": how_it_stands(me),
    }
    return TemplateResponse(request, "admin/queues.html", context)


def queue(request: HttpRequest, name: str) -> HttpResponse:
    """One queue, a page of it at a time; rows that were ticked are given to somebody."""
    _let_in(request)
    if name not in QUEUES:
        raise Http404(f"There is no queue {name}.")
    chosen, staff = QUEUES[name], people()
    if request.method == "POST":
        _assign(request, chosen, staff)
        return HttpResponseRedirect(request.get_full_path())
    rows = chosen.rows()
    owner = request.GET.get("owner", "")
    if owner:
        mine = Assignment.objects.filter(queue=name, owner__username=owner)
        rows = rows.filter(pk__in=mine.values("row"))
    if not rows.ordered:
        rows = rows.order_by("pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": chosen.title,
        "queue": chosen,
        "page": page,
        "items": _items(chosen, list(page.object_list)),
        "people": staff,
        "owner": owner,
    }
    return TemplateResponse(request, "admin/queue.html", context)


def _let_in(request: HttpRequest) -> None:
    if not request.user.has_perm("notorious.view_assignment"):
        raise PermissionDenied


def _items(chosen: Queue, rows: list[Any]) -> list[Item]:
    owners = dict(
        Assignment.objects.filter(queue=chosen.name, row__in=[row.pk for row in rows]).values_list(
            "row", "owner__username"
        )
    )
    return [Item(row.pk, chosen.says(row), chosen.place(row), owners.get(row.pk) or "") for row in rows]


def _assign(request: HttpRequest, chosen: Queue, staff: list[User]) -> None:
    to = request.POST.get("to", "")
    owner = person(request) if to == "me" else next((each for each in staff if str(each.pk) == to), None)
    if owner is None and to != "nobody":
        messages.error(request, "Choose to whom.")
        return
    rows = {int(each) for each in request.POST.getlist("row") if each.isdigit()}
    carry_out(
        request,
        f"{len(rows)} given to {owner or 'nobody'}.",
        lambda: assign(chosen.name, rows, owner, by=person(request)),
    )
