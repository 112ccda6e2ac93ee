"""What is watched, in the admin: sources, looks at them, what they led to, and what the worker is at."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from markets import tasks
from markets.admin.deleting import DeletableAdmin
from markets.admin.rules import ReadOnlyAdmin, run_act
from markets.admin.seen import SeenForm
from markets.curation.discovered import dismiss_document, mark_handled, put_back
from markets.curation.notices import write_to_edition
from markets.ingest.allowed_hosts import find_allowed_hosts
from markets.ingest.fetch import Policy, Refused
from markets.ingest.fetch.addresses import explain_forbidden
from markets.ingest.fetch.target import check_target
from markets.ingest.schedule import next_look, overdue_sentence
from markets.models import DiscoveredDocument, Edition, Job, Reading, Source, SourcePoll


def find_drafted_edition(job: Job) -> Edition | None:
    """Return the edition of the report that a job has read."""
    if job.kind != "read":
        return None
    readings = Reading.objects.filter(snapshot__sha256=job.key.partition(" ")[0], edition__isnull=False)
    reading = readings.select_related("edition").first()
    return reading.edition if reading else None


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """What the worker does. The page of a running job reloads itself."""

    list_display = (
        "kind",
        "what",
        "state",
        "attempts",
        "asked_at",
        "ended_at",
        "last_line",
        "sentence",
    )
    list_filter = ("kind", "state")
    search_fields = ("key", "sentence")
    fields = (
        "kind",
        "what",
        "slot",
        "state",
        "attempts",
        "delays",
        "not_before",
        "worker_id",
        "progress",
        "sentence",
        "asked_at",
        "ended_at",
        "by",
        "the_desk",
    )
    actions = ("again",)
    change_form_template = "admin/markets/job.html"

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Return the page of a job; with `?then=desk` it leads on to the release screen once the draft is there."""
        if request.GET.get("then") == "desk" and object_id.isdigit():
            job = Job.objects.filter(pk=object_id, state=Job.State.DONE).first()
            edition = find_drafted_edition(job) if job else None
            if edition is not None:
                return HttpResponseRedirect(reverse("admin:markets_edition_desk", args=[edition.pk]))
        return super().change_view(request, object_id, form_url, extra_context)

    @admin.display(description="of")
    def what(self, job: Job) -> str:
        """Return a fetch by the title of what is fetched, everything else by its key."""
        if job.kind != "fetch":
            return job.short_key
        find = DiscoveredDocument.objects.filter(pk=job.key).first() if job.key.isdigit() else None
        return f"{find} ({find.url})" if find else job.key

    @admin.display(description="progress")
    def last_line(self, job: Job) -> str:
        return job.progress.rpartition("\n")[2]

    @admin.display(description="desk")
    def the_desk(self, job: Job) -> str:
        edition = find_drafted_edition(job)
        if edition is None:
            return "–"
        address = reverse("admin:markets_edition_desk", args=[edition.pk])
        return format_html('<a href="{}">Release of the {}</a>', address, edition)

    @admin.action(description="Try again", permissions=["retry"])
    def again(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        for job in queryset:
            tasks.again(job)
            messages.info(request, f"{job} is tried again.")

    def fits(self, name: str, job: Job) -> bool:
        return job.state == Job.State.FAILED

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("markets.add_snapshot")


class WatchedSourceForm(SeenForm):
    """A source whose address may be asked at all: what a check would refuse is refused when it is saved."""

    def clean_url(self) -> str:
        """Raise ValidationError with the rule that the address breaks."""
        url = str(self.cleaned_data["url"])
        source = Source(kind=self.cleaned_data.get("kind", self.instance.kind), url=url)
        if not source.kind:
            return url  # the form asks for the kind first
        try:
            target = check_target(url, find_allowed_hosts(source), Policy(trusted=settings.REHEARSAL_ORIGINS))
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal
        why = explain_forbidden(target.host)
        if why not in (None, "unreadable") and not target.trusted:
            raise forms.ValidationError(f"{target.host} is a {why} address.")
        return url


@admin.register(Source)
class SourceAdmin(DeletableAdmin):
    """Where new documents are looked for; a source is switched off and on here."""

    form = WatchedSourceForm
    list_display = (
        "name",
        "kind",
        "enabled",
        "last_seen_at",
        "last_new_at",
        "next",
        "failures",
        "last_sentence",
    )
    list_filter = ("kind", "enabled")
    readonly_fields = ("last_seen_at", "last_new_at", "next", "failures", "last_sentence")
    prepopulated_fields = {"slug": ("name",)}
    actions = ("look_now",)

    @admin.display(description="next check")
    def next(self, source: Source) -> str:
        if not source.enabled:
            return "never: switched off"
        at = next_look(source)
        return f"{at:%Y-%m-%d %H:%M}" if at else "now"

    @admin.action(description="Check now", permissions=["change"])
    def look_now(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        for source in queryset:
            tasks.ask("poll", source.slug, by=request.user)
            messages.info(request, f"{source} is checked as soon as a worker is free.")

    def save_model(self, request: HttpRequest, obj: Source, form: forms.ModelForm, change: bool) -> None:
        if "url" in form.changed_data or "kind" in form.changed_data:  # what was said of another page
            obj.etag = obj.last_modified = ""
            obj.not_before = obj.retry_at = obj.last_seen_at = None
        super().save_model(request, obj, form, change)


@admin.register(DiscoveredDocument)
class DiscoveredDocumentAdmin(ReadOnlyAdmin):
    """The curators' queue: what sources led to, and who took it up or dismissed it."""

    list_display = (
        "title",
        "kind",
        "source",
        "published_on",
        "announced",
        "came_of_it",
        "state",
        "decided",
    )
    list_filter = ("state", "kind", "source")
    search_fields = ("title", "url", "note", "docket_id")
    list_select_related = ("source", "decided_by", "snapshot")
    actions = ("mark_handled", "dismiss", "put_back", "write_to_edition", "write_instead")
    change_list_template = "admin/markets/queue.html"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), "overdue": overdue_sentence()})

    @admin.display(description="docket and deadlines")
    def announced(self, find: DiscoveredDocument) -> str:
        """Return what a notice of a review names, in one cell."""
        days = (("comments", find.comments_due_on), ("rebuttals", find.rebuttals_due_on))
        due = [f"{what} due {day:%Y-%m-%d}" for what, day in days if day]
        return "; ".join(filter(None, (find.docket_id, *due))) or "–"

    @admin.display(description="document")
    def came_of_it(self, find: DiscoveredDocument) -> str:
        """Return the snapshot, or why there is none."""
        if find.snapshot is not None:
            address = reverse("admin:markets_snapshot_change", args=[find.snapshot_id])
            return format_html('<a href="{}">{}</a>', address, find.snapshot)
        job = Job.objects.filter(kind="fetch", key=str(find.pk)).first()
        return (job.sentence or job.get_state_display()) if job else "not asked for yet"

    @admin.display(description="decided")
    def decided(self, find: DiscoveredDocument) -> str:
        return f"{find.decided_by}, {find.decided_at:%Y-%m-%d %H:%M}" if find.decided_at else "–"

    @admin.action(description="Mark as handled", permissions=["decide"])
    def mark_handled(self, request: HttpRequest, queryset: QuerySet[DiscoveredDocument]) -> None:
        self._each(request, queryset, mark_handled, "is marked as handled")

    @admin.action(description="Dismiss", permissions=["decide"])
    def dismiss(self, request: HttpRequest, queryset: QuerySet[DiscoveredDocument]) -> None:
        self._each(request, queryset, dismiss_document, "is dismissed")

    @admin.action(description="Reopen", permissions=["decide"])
    def put_back(self, request: HttpRequest, queryset: QuerySet[DiscoveredDocument]) -> None:
        self._each(request, queryset, put_back, "is open again")

    @admin.action(
        description="Write the docket and deadlines of a notice to its edition", permissions=["write"]
    )
    def write_to_edition(self, request: HttpRequest, queryset: QuerySet[DiscoveredDocument]) -> None:
        self._each(request, queryset, write_to_edition, "is written to its edition")

    @admin.action(description="Write them over the present values", permissions=["write"])
    def write_instead(self, request: HttpRequest, queryset: QuerySet[DiscoveredDocument]) -> None:
        write = partial(write_to_edition, instead=True)
        self._each(request, queryset, write, "is written to its edition, over the earlier values")

    def _each(
        self,
        request: HttpRequest,
        queryset: QuerySet[DiscoveredDocument],
        act: Callable[..., object],
        done: str,
    ) -> None:
        for each in queryset:
            run_act(request, f"“{each}” {done}.", act, each)

    def fits(self, name: str, find: DiscoveredDocument) -> bool:
        new = find.state == DiscoveredDocument.State.NEW
        if name in ("write_to_edition", "write_instead"):
            return bool(find.docket_id or find.comments_due_on)
        return new != (name == "put_back")

    def has_write_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("markets.change_edition") and self.has_decide_permission(request)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("markets.change_discovereddocument")


@admin.register(SourcePoll)
class SourcePollAdmin(ReadOnlyAdmin):
    """Every look at a source, with its outcome."""

    list_display = ("source", "started_at", "ended_at", "outcome", "sentence")
    list_filter = ("outcome", "source")
    list_select_related = ("source",)
