"""Documents in the admin: what was fetched, stored and read."""

import re
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header

from markets import tasks
from markets.admin.rules import ReadOnlyAdmin
from markets.curation.refusal import own_context
from markets.ingest.pages.document import Unreadable
from markets.ingest.pages.isolation import draw_page
from markets.ingest.pages.limits import MAX_BYTES
from markets.ingest.pipeline import store_snapshot
from markets.models import Fetch, Reading, ScheduledPublication, Snapshot

SUFFIXES = {"application/pdf": ".pdf", "text/html": ".html", "text/plain": ".txt"}


def name_file(snapshot: Snapshot) -> str:
    """Return the name under which the document came, else its hash; with the suffix of its type."""
    fetch = next(iter(snapshot.fetches.all()), None)
    came = (fetch.file_name or urlsplit(fetch.url).path.rpartition("/")[2]) if fetch else ""
    name = re.sub(r"[^\w.() -]+", "_", came).strip(". _") or snapshot.sha256[:12]
    suffix = SUFFIXES.get(snapshot.media_type, "")
    return name if name.lower().endswith(suffix) else f"{name}{suffix}"


def refuse_large_file(file: UploadedFile) -> None:
    """Raise ValidationError for an upload that is larger than any document that we read."""
    if (file.size or 0) > MAX_BYTES:
        raise forms.ValidationError(f"The file is larger than {MAX_BYTES // 2**20} MB.")


class UploadForm(forms.Form):
    """A report to be taken in."""

    report = forms.FileField(
        label="Report",
        help_text="A PDF, or a page saved as HTML.",
        error_messages={"empty": "The file is empty."},
        validators=[refuse_large_file],
    )
    year = forms.IntegerField(
        label="Year under review",
        required=False,
        min_value=2006,
        max_value=2100,
        help_text="If given, a report of another year is refused.",
    )


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    """The bytes of documents. The database refuses to change them."""

    list_display = ("file", "media_type", "size", "stored_at", "sha256_short")
    search_fields = ("sha256", "fetches__url", "fetches__file_name")
    fields = ("sha256", "size", "media_type", "stored_at", "download", "the_readings", "the_fetches")
    change_list_template = "admin/markets/snapshots.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("upload/", view(self.upload), name="markets_snapshot_upload"),
            path("<int:pk>/bytes/", view(self.bytes), name="markets_snapshot_bytes"),
            path("<int:pk>/page/<int:page>.png", view(self.page), name="markets_snapshot_page"),
            *super().get_urls(),
        ]

    def upload(self, request: HttpRequest) -> HttpResponse:
        """Store the file and asks the worker to read it; the job's page shows what comes of it."""
        if not request.user.has_perm("markets.add_snapshot"):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            report, year = form.cleaned_data["report"], form.cleaned_data["year"]
            with own_context(action="upload report"):
                snapshot = store_snapshot(
                    report.read(),
                    media_type=report.content_type or "",
                    by=request.user,
                    file_name=report.name[:300],
                )
            job = tasks.ask("read", f"{snapshot.sha256} {year or ''}".strip(), by=request.user)
            messages.success(request, "The report is stored and is being read. Nothing public changes.")
            return HttpResponseRedirect(f"{reverse('admin:markets_job_change', args=[job.pk])}?then=desk")
        context = {**self.admin_site.each_context(request), "title": "Upload a report", "form": form}
        return TemplateResponse(request, "admin/markets/upload.html", context)

    def bytes(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the stored file under its own name; it is never shown inside the site."""
        if not request.user.has_perm("markets.view_snapshot"):
            raise PermissionDenied
        snapshot = get_object_or_404(Snapshot, pk=pk)
        response = HttpResponse(bytes(snapshot.content), content_type="application/octet-stream")
        response["Content-Disposition"] = (
            content_disposition_header(True, name_file(snapshot)) or "attachment"
        )
        return response

    def page(self, request: HttpRequest, pk: int, page: int) -> HttpResponse:
        """Return the picture of one page of a PDF, drawn in a confined process."""
        if not request.user.has_perm("markets.view_snapshot"):
            raise PermissionDenied
        snapshot = get_object_or_404(Snapshot, pk=pk)
        try:
            picture = draw_page(bytes(snapshot.content), page)
        except Unreadable:
            raise Http404(f"The document has no page {page} that can be drawn.") from None
        response = HttpResponse(picture, content_type="image/png")
        response["Cache-Control"] = "private, max-age=86400"
        return response

    def get_queryset(self, request: HttpRequest) -> QuerySet[Snapshot]:
        return super().get_queryset(request).prefetch_related("fetches")

    @admin.display(description="file")
    def file(self, snapshot: Snapshot) -> str:
        return name_file(snapshot)

    @admin.display(description="sha256")
    def sha256_short(self, snapshot: Snapshot) -> str:
        return str(snapshot)

    @admin.display(description="file")
    def download(self, snapshot: Snapshot) -> str:
        return format_html(
            '<a href="{}">Download the original</a>',
            reverse("admin:markets_snapshot_bytes", args=[snapshot.pk]),
        )

    @admin.display(description="readings")
    def the_readings(self, snapshot: Snapshot) -> str:
        return "; ".join(
            f"{each.get_state_display()} ({each.parser_version}) {each.sentence}"
            for each in snapshot.readings.all()
        )

    @admin.display(description="came from")
    def the_fetches(self, snapshot: Snapshot) -> str:
        return "; ".join(f"{each} {each.fetched_at:%Y-%m-%d %H:%M}" for each in snapshot.fetches.all())


@admin.register(Reading)
class ReadingAdmin(ReadOnlyAdmin):
    """What parsers made of snapshots."""

    list_display = ("snapshot", "edition", "parser_version", "state", "problem_count", "read_at", "sentence")
    list_filter = ("state", "edition")
    list_select_related = ("snapshot", "edition")
    parts = ((ScheduledPublication, "reading"),)

    @admin.display(description="problems")
    def problem_count(self, reading: Reading) -> int:
        return len(reading.problems)


@admin.register(Fetch)
class FetchAdmin(ReadOnlyAdmin):
    """Addresses, times and headers under which snapshots came."""

    list_display = ("__str__", "snapshot", "fetched_at", "status", "by")
    list_select_related = ("snapshot", "by")
