"""The back-fill at the desk: every edition in one table, with the figures of the command and its acts as buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from markets import tasks
from markets.admin.rules import ReadOnlyAdmin, run_act
from markets.backfill.confirm_copy import confirm_copy
from markets.backfill.figures import is_clean
from markets.backfill.publish import review_draft
from markets.curation.publishing import publish_edition
from markets.models import BackfillResult, Edition, ReportAddress

PUBLISH = "markets.publish_edition"


@dataclass(frozen=True, slots=True)
class BackfillRow:
    """One edition: what was tried, and what the report makes of the record."""

    edition: Edition
    result: BackfillResult | None
    addresses: list[ReportAddress]

    @property
    def pages(self) -> list[ReportAddress]:
        """Copies as web pages: no program reads them, people may."""
        return [address for address in self.addresses if address.media == ReportAddress.Media.HTML]

    @property
    def clean(self) -> bool:
        return bool(self.result and self.result.progress == "drafted" and is_clean(self.result.figures))


def list_rows() -> list[BackfillRow]:
    """Return every edition in order: three queries."""
    results = {
        result.year: result
        for result in BackfillResult.objects.select_related("reading", "copy_confirmed_by")
    }
    addresses: dict[int, list[ReportAddress]] = {}
    for address in ReportAddress.objects.filter(document="report", withdrawn_at__isnull=True):
        addresses.setdefault(address.year, []).append(address)
    return [
        BackfillRow(edition, results.get(edition.year), addresses.get(edition.year, []))
        for edition in Edition.objects.order_by("year")
    ]


@admin.register(ReportAddress)
class ReportAddressAdmin(ReadOnlyAdmin):
    """The addresses to try, and the page of the back-fill."""

    list_display = ("year", "rank", "kind", "document", "media", "url", "basis")
    list_filter = ("year", "kind", "document", "media")
    search_fields = ("url",)

    def get_urls(self) -> list[URLPattern]:
        at = path("backfill/", self.admin_site.admin_view(self.backfill), name="markets_backfill")
        return [at, *super().get_urls()]

    def backfill(self, request: HttpRequest) -> HttpResponse:
        """Show all editions, and carries out the act whose button was pressed."""
        if not request.user.has_perm("markets.view_reportaddress"):
            raise PermissionDenied
        if request.method == "POST":
            run_backfill_act(request)
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": "Back-fill of the official reports",
            "rows": (rows := list_rows()),
            "done": sum(bool(row.result and row.result.is_done) for row in rows),
            "waiting": any(row.result and row.result.progress == "waiting" for row in rows),
            "may_publish": request.user.has_perm(PUBLISH),
        }
        return TemplateResponse(request, "admin/markets/backfill.html", context)


def run_backfill_act(request: HttpRequest) -> None:
    """Fetches, confirms, reviews or publishes the edition whose year was posted."""
    act, year = request.POST.get("act", ""), request.POST.get("year", "")
    if act == "fetch-all":
        for each in Edition.objects.order_by("year").values_list("year", flat=True):
            ask_worker(each)
        messages.success(request, "The worker fetches the reports of all editions, one after the other.")
        return
    edition = Edition.objects.filter(year=year).first() if year.isdigit() else None
    if edition is None:
        messages.error(request, f"There is no edition {year!r}.")
    elif act == "fetch":
        ask_worker(edition.year)
        messages.success(request, f"The worker fetches the report of {edition.year}.")
    elif act == "review":
        run_act(request, f"The draft of {edition.year} is reviewed.", review_draft, edition)
    elif act == "confirm":
        result = BackfillResult.objects.filter(year=edition.year).first()
        run_act(request, f"The copy of {edition.year} is confirmed.", confirm_copy, result)
    elif act == "publish":
        run_act(request, f"{edition.year} is published.", publish_edition, edition)
    else:
        messages.error(request, "This action is no longer available. Reload the page.")


def ask_worker(year: int) -> None:
    """Have the report of an edition fetched, unless it has a draft; the page says that it waits."""
    held = BackfillResult.objects.filter(year=year).select_related("reading").first()
    if held is None or not held.is_done:
        waiting: dict[str, Any] = {
            "state": BackfillResult.State.WAITING,
            "sentence": "",
            "reading": None,
            "figures": {},
        }
        BackfillResult.objects.update_or_create(year=year, defaults=waiting)
        transaction.on_commit(lambda: tasks.backfill_year.delay(year))
