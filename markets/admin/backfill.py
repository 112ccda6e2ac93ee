"""The back-fill at the desk: every edition in one table, with the figures of the command and its acts as buttons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from markets import tasks
from markets.admin.rules import ReadOnlyAdmin, get_person, run_act
from markets.backfill.confirm_copy import confirm_copy
from markets.backfill.figures import is_clean
from markets.backfill.job import BACKFILL
from markets.backfill.publish import review_draft
from markets.curation.publishing import publish_edition
from markets.documents.jobs import ENDED, is_free
from markets.models import BackfillResult, Edition, Job, ReportAddress

PUBLISH = "markets.publish_edition"
LONG_WAIT = timedelta(minutes=10)
"""After this, a report that no worker has taken is said to be stuck."""


@dataclass(frozen=True, slots=True)
class BackfillRow:
    """One edition: what was tried, and what the report makes of the record."""

    year: int
    edition: Edition | None
    result: BackfillResult | None
    addresses: list[ReportAddress]
    job: Job | None = None

    @property
    def pages(self) -> list[ReportAddress]:
        """Copies as web pages: no program reads them, people may."""
        return [address for address in self.addresses if address.media == ReportAddress.Media.HTML]

    @property
    def is_unfinished(self) -> bool:
        """Whether the worker was asked, and has not ended the job."""
        asked = self.result is not None and self.result.progress == BackfillResult.State.WAITING
        return asked and (self.job is None or self.job.state not in ENDED)

    @property
    def is_stuck(self) -> bool:
        """Whether no worker has taken it for long: a message was lost, or no worker runs."""
        if self.result is None or not self.is_unfinished:
            return False
        late = timezone.now() - self.result.attempted_at > LONG_WAIT
        return late and (self.job is None or is_free(self.job, timezone.now()))

    @property
    def words(self) -> str:
        """Return the state in words, with the reason where there is one."""
        if self.result is None:
            return "not tried"
        if self.is_stuck:
            since = f"{timezone.localtime(self.result.attempted_at):%Y-%m-%d %H:%M}"
            return f"waiting since {since}; no worker has taken it. Check that a worker runs, then fetch it again."
        if self.result.progress == BackfillResult.State.WAITING and self.job is not None:
            if self.job.state in ENDED:
                return f"failed: {self.job.sentence}"
            if self.job.state == Job.State.RUNNING:
                return f"being fetched: {self.job.progress.rpartition(chr(10))[2]}".removesuffix(": ")
        return f"{self.result.words}: {self.result.sentence}".removesuffix(": ")

    @property
    def clean(self) -> bool:
        return bool(self.result and self.result.progress == "drafted" and is_clean(self.result.figures))


def list_rows() -> list[BackfillRow]:
    """Return every edition in order, and every year that was tried without one: four queries."""
    results = {
        result.year: result
        for result in BackfillResult.objects.select_related("reading", "copy_confirmed_by")
    }
    addresses: dict[int, list[ReportAddress]] = {}
    for address in ReportAddress.objects.filter(document="report", withdrawn_at__isnull=True):
        addresses.setdefault(address.year, []).append(address)
    editions = {edition.year: edition for edition in Edition.objects.all()}
    asked = {job.key: job for job in Job.objects.filter(kind=BACKFILL)}
    return [
        BackfillRow(
            year, editions.get(year), results.get(year), addresses.get(year, []), asked.get(str(year))
        )
        for year in sorted({*editions, *results, *addresses})
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
            "waiting": any(row.is_unfinished and not row.is_stuck for row in rows),
            "may_publish": request.user.has_perm(PUBLISH),
        }
        return TemplateResponse(request, "admin/markets/backfill.html", context)


def run_backfill_act(request: HttpRequest) -> None:
    """Fetches, confirms, reviews or publishes the edition whose year was posted."""
    act, year = request.POST.get("act", ""), request.POST.get("year", "")
    if act == "fetch-all":
        ask_worker((row.year for row in list_rows()), by=get_person(request))
        messages.success(request, "The worker fetches the reports of all editions, one after the other.")
        return
    row = next((each for each in list_rows() if str(each.year) == year), None)
    edition = row.edition if row else None
    if row and act == "fetch":
        ask_worker([row.year], by=get_person(request))
        messages.success(request, f"The worker fetches the report of {row.year}.")
    elif edition is None:
        messages.error(request, f"There is no edition {year!r}.")
    elif act == "review":
        run_act(request, f"The draft of {edition.year} is reviewed.", review_draft, edition)
    elif act == "confirm":
        result = BackfillResult.objects.filter(year=edition.year).first()
        run_act(request, f"The copy of {edition.year} is confirmed.", confirm_copy, result)
    elif act == "publish":
        run_act(request, f"{edition.year} is published.", publish_edition, edition)
    else:
        messages.error(request, "This action is no longer available. Reload the page.")


def ask_worker(years: Iterable[int], *, by: User) -> None:
    """Have the reports of these editions fetched, unless they have a draft; the page says that they wait.

    One that waits already is asked for again: its message may be lost.
    """
    done = {each.year for each in BackfillResult.objects.select_related("reading") if each.is_done}
    waiting: dict[str, Any] = {
        "state": BackfillResult.State.WAITING,
        "sentence": "",
        "reading": None,
        "figures": {},
    }
    for year in years:
        if year not in done:
            BackfillResult.objects.update_or_create(year=year, defaults=waiting)
            tasks.ask(BACKFILL, str(year), by=by)
