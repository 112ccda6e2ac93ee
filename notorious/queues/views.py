"""`/admin/queue/`: all queues with their counts, the rows of one, and the next item of one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from markets.admin.rules import get_person, run_act
from notorious.models import Assignment
from notorious.queues.acts import DISMISSED_BY, DISMISSIBLE, dismiss_row, list_acts, restore_row
from notorious.queues.assignments import assign_rows, list_desk_staff
from notorious.queues.definitions import QUEUES, Queue, count_queues
from notorious.queues.details import Detail
from notorious.queues.forms import NOT_WAITING, AssignForm, read_chosen_rows
from notorious.queues.places import add_queue

ROWS_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A row of a queue, the page where it is done, and the name of the person it is assigned to."""

    pk: int
    text: str
    url: str
    owner: str
    detail: Detail


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """One filter of a queue with the values that its open rows have."""

    name: str
    label: str
    chosen: str
    values: list[tuple[str, str]]


@permission_required("notorious.view_assignment", raise_exception=True)
def overview(request: HttpRequest) -> HttpResponse:
    """Show all queues with their counts."""
    context = {
        **admin.site.each_context(request),
        "title": "To do",
        "waiting": count_queues(get_person(request)),
    }
    return TemplateResponse(request, "admin/queues.html", context)


@permission_required("notorious.view_assignment", raise_exception=True)
def queue_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show one queue, a page at a time; a POST assigns the selected rows or carries out an act on them."""
    queue, staff, user = _get_queue(name), list_desk_staff(), get_person(request)
    dismissed = "dismissed" in request.GET
    if request.method == "POST":
        if request.POST.get("act") == "confirm" and request.POST.getlist("row"):
            chosen = urlencode([("row", row) for row in request.POST.getlist("row")])
            return HttpResponseRedirect(f"{reverse('confirm')}?{chosen}")
        _run(request, queue, staff, dismissed)
        # The button on the page of an item says which item is next.
        onward = reverse("queue-next", args=[name]) + f"?{request.GET.urlencode()}"
        return HttpResponseRedirect(onward if "at" in request.GET else request.get_full_path())
    rows = _filter_rows(request, queue, queue.open_rows(dismissed))
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": queue.title,
        "queue": queue,
        "page": page,
        "items": _list_items(request, queue, list(page.object_list), page.start_index() - 1),
        "people": staff,
        "owner": request.GET.get("owner", ""),
        "filters": _list_filters(request, queue, dismissed),
        "acts": list_acts(name, user),
        "dismissible": name in DISMISSIBLE and user.has_perm(DISMISSED_BY),
        "dismissed": dismissed,
        "query": urlencode([(key, value) for key, value in request.GET.items() if key != "page"]),
    }
    return TemplateResponse(request, "admin/queue.html", context)


@permission_required("notorious.view_assignment", raise_exception=True)
def next_item(request: HttpRequest, name: str) -> HttpResponse:
    """Lead to the item after `row`, which was at place `at`; back to the queue after the last one.

    With `if-done`, lead to `row` itself while it is still open.
    """
    queue = _get_queue(name)
    keys = [str(key) for key in _filter_rows(request, queue, queue.open_rows()).values_list("pk", flat=True)]
    at = int(request.GET["at"]) if request.GET.get("at", "").isdigit() else 0
    if request.GET.get("row", "") in keys:
        at = keys.index(request.GET["row"]) + ("if-done" not in request.GET)
    if at >= len(keys):
        messages.info(request, f"This was the last item of “{queue.title}”.")
        return HttpResponseRedirect(reverse("queue-of", args=[name]))
    row = queue.open_rows().get(pk=keys[at])
    return HttpResponseRedirect(add_queue(queue.url(row), name, at, row.pk, _read_filters(request)))


def _get_queue(name: str) -> Queue:
    if name not in QUEUES:
        raise Http404(f"There is no queue {name}.")
    return QUEUES[name]


def _read_filters(request: HttpRequest) -> dict[str, str]:
    """Return the filters of the queue that are in the address."""
    return {name: request.GET[name] for name in ("owner", "kind", "edition") if request.GET.get(name)}


def _order(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows if rows.ordered else rows.order_by("pk")


def _filter_rows(request: HttpRequest, queue: Queue, rows: QuerySet[Any]) -> QuerySet[Any]:
    owner = request.GET.get("owner", "")
    if owner:
        assigned = Assignment.objects.filter(queue=queue.name, owner__username=owner)
        rows = rows.filter(pk__in=assigned.values("row"))
    for name in ("kind", "edition"):
        lookup, chosen = getattr(queue, name), request.GET.get(name, "")
        if lookup and chosen and (name == "kind" or chosen.isdigit()):
            rows = rows.filter(**{lookup: chosen})
    return _order(rows)


def _list_filters(request: HttpRequest, queue: Queue, dismissed: bool) -> list[QueueFilter]:
    found = []
    for name, label in (("kind", "Kind"), ("edition", "Edition")):
        lookup = getattr(queue, name)
        if not lookup:
            continue
        values = queue.open_rows(dismissed).order_by().values_list(lookup, flat=True).distinct()
        words = _find_words(queue.rows().model, lookup)
        shown = sorted((str(each), words(str(each))) for each in values if each not in (None, ""))
        found.append(QueueFilter(name, label, request.GET.get(name, ""), shown))
    return found


def _find_words(model: Any, lookup: str) -> Callable[[str], str]:
    """Return a function that gives the label of a value: of a choice, or of a table."""
    if lookup == "table":
        return lambda table: str(apps.get_model(table)._meta.verbose_name)
    for name in lookup.split("__"):
        field = model._meta.get_field(name)
        model = field.related_model
    words = dict(field.flatchoices)
    return lambda value: str(words.get(value, value))


def _list_items(request: HttpRequest, queue: Queue, rows: list[Any], start: int) -> list[QueueItem]:
    filters = _read_filters(request)
    owners = dict(
        Assignment.objects.filter(queue=queue.name, row__in=[row.pk for row in rows]).values_list(
            "row", "owner__username"
        )
    )
    return [
        QueueItem(
            row.pk,
            queue.describe(row),
            add_queue(queue.url(row), queue.name, at, row.pk, filters),
            owners.get(row.pk) or "",
            queue.detail(row),
        )
        for at, row in enumerate(rows, start)
    ]


def _run(request: HttpRequest, queue: Queue, staff: list[User], dismissed: bool) -> None:
    """Assign, or carry out the act whose button was pressed: on the one row it names, else on those selected."""
    if "to" in request.POST:
        _assign(request, queue, staff)
        return
    name, _, which = request.POST.get("act", "").partition(":")
    chosen = [which] if which else request.POST.getlist("row")
    rows = read_chosen_rows(chosen, queue.open_rows(dismissed))
    if not rows:
        messages.error(request, NOT_WAITING)
    for row in rows:
        if name == "dismiss":
            run_act(request, f"Dismissed: {row}.", dismiss_row, queue.name, row)
        elif name == "restore":
            run_act(request, f"Put back: {row}.", restore_row, queue.name, row)
        else:
            acts = {act.name: act for act in list_acts(queue.name, get_person(request))}
            if name not in acts:
                messages.error(request, "This action is no longer available. Reload the page.")
                return
            run_act(request, f"{acts[name].label}: {row}.", acts[name].run, row)


def _assign(request: HttpRequest, queue: Queue, staff: list[User]) -> None:
    user = get_person(request)
    form = AssignForm(request.POST, queue.open_rows(), user, staff)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
        return
    rows, owner = form.rows(), form.owner()
    run_act(request, f"{len(rows)} assigned to {owner or 'nobody'}.", assign_rows, queue.name, rows, owner)
