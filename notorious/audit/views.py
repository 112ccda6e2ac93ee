"""`/admin/audit/` and `/admin/audit.csv`: who did what, and `/admin/rights/`: what a person may do."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from pghistory.models import Context

from markets.admin.rules import get_person
from markets.curation.refusal import ACTS
from markets.system_acts import SYSTEM_ACTS
from markets.tables.guard import escape_code
from markets.tables.writer import join_csv
from notorious.audit.log import find_acts, list_audited, read_acts

ACTS_PER_PAGE = 30
VIEW_CHANGES = "markets.view_proposedchange"


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What was asked for; a value that is not understood selects nothing and is named in `problem`."""

    person: str
    day: str
    table: str
    row: str
    problem: str
    acts: QuerySet[Context]


def read_filter(request: HttpRequest) -> AuditFilter:
    """Return the acts that the address asks for."""
    asked = {name: request.GET.get(name, "").strip() for name in ("person", "day", "table", "row")}
    problem, options = "", dict[str, Any]()
    if asked["person"]:
        user = User.objects.filter(username=asked["person"]).first()
        problem = "" if user else f"There is no account “{asked['person']}”."
        options["person"] = user.pk if user else 0
    if asked["day"]:
        try:
            options["day"] = datetime.date.fromisoformat(asked["day"])
        except ValueError:
            problem = f"“{asked['day']}” is not a day such as 2026-11-29."
    if asked["row"] and not asked["table"]:
        problem = "Choose the kind of row that the number belongs to."
    if asked["table"]:
        if asked["table"] in {model._meta.label_lower for model in list_audited()}:
            options["table"] = asked["table"]
            options["row"] = int(asked["row"]) if asked["row"].isdigit() else None
        else:
            problem = f"There is no table “{asked['table']}”."
    return AuditFilter(
        **asked, problem=problem, acts=Context.objects.none() if problem else find_acts(**options)
    )


@permission_required(VIEW_CHANGES, raise_exception=True)
def show_audit_log(request: HttpRequest) -> HttpResponse:
    """Return the acts, newest first, with quick links to what each person did today and yesterday."""
    asked = read_filter(request)
    page = Paginator(asked.acts, ACTS_PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    today = timezone.now().date()
    context = {
        **admin.site.each_context(request),
        "title": "Audit log",
        "asked": asked,
        "page": page,
        "entries": read_acts(list(page.object_list)),
        "people": User.objects.filter(is_staff=True).order_by("username"),
        "tables": sorted(
            (str(model._meta.verbose_name), model._meta.label_lower) for model in list_audited()
        ),
        "days": (("Today", today), ("Yesterday", today - datetime.timedelta(days=1))),
        "query": query.urlencode(),
    }
    return TemplateResponse(request, "admin/audit.html", context)


@permission_required(VIEW_CHANGES, raise_exception=True)
def send_audit_csv(request: HttpRequest) -> HttpResponse:
    """Return the same as CSV: one line per field that changed."""
    lines: list[Sequence[object]] = [
        (
            *("at", "person", "act", "reason", "source", "proposed_by"),
            *("what", "kind", "row", "field", "before", "after"),
        )
    ]
    for entry in read_acts(list(read_filter(request).acts), limit=None):
        source = f"{entry.citation}, {entry.citation.url}".rstrip(", ") if entry.citation else ""
        at = entry.at.isoformat(timespec="seconds")
        head = (at, entry.who, entry.act, entry.reason, source, entry.proposed_by)
        for change in entry.changes:
            for name, before, after in change.fields or [("", "", "")]:
                cells = (*head, change.what, change.kind, change.title, name, before, after)
                lines.append([escape_code(str(each)) for each in cells])
    response = HttpResponse(join_csv(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit-log.csv"'
    return response


@permission_required(VIEW_CHANGES, raise_exception=True)
def show_rights(request: HttpRequest) -> HttpResponse:
    """Return what curators and editors may do, and each act with whether this person may do it."""
    user = get_person(request)
    acts = [
        (each, user.has_perm(each.permission)) for each in sorted(ACTS.values(), key=lambda act: act.name)
    ]
    context = {
        **admin.site.each_context(request),
        "title": "What may I do?",
        "roles": ", ".join(user.groups.values_list("name", flat=True)) or "no role",
        "acts": acts,
        "programs": sorted(SYSTEM_ACTS.items()),
    }
    return TemplateResponse(request, "admin/rights.html", context)
