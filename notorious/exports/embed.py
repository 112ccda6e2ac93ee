"""`/embed/…`: a chart alone, for others' pages: no cookies, no script, and a link back.

With a version in its address it is the chart as that version was kept, whatever is published later.
"""

from __future__ import annotations

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.clickjacking import xframe_options_exempt

from notorious.exports.package import read_file
from notorious.exports.versions import find_version
from notorious.page_cache.revision import request_version
from notorious.pages.charts.every import CHARTS_FILE, read_chart, sign_chart
from notorious.pages.charts.scene import Chart
from notorious.pages.charts.svg import draw_svg
from notorious.pages.charts.views import find_chart


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """`/embed/charts/listings/`: it follows the data."""
    return _page(request, find_chart(request, slug), request_version(request).label)


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def embed_of_version(request: HttpRequest, label: str, slug: str) -> HttpResponse:
    """`/embed/v2026.1/charts/listings/`: it never says anything else."""
    archived = find_version(label)
    if archived is None:
        raise Http404(f"There is no version {label} of the data.")
    found = read_chart(read_file(bytes(archived.content), CHARTS_FILE), slug)
    if found is None:
        raise Http404(f"There is no such chart in version {label} of the data.")
    return _page(request, sign_chart(found, label), label, pinned=True)


def _page(request: HttpRequest, chart: Chart, label: str, pinned: bool = False) -> HttpResponse:
    drawing = mark_safe(draw_svg(chart))  # noqa: S308 - svg() escapes every text that it draws
    shown = {"chart": chart, "svg": drawing, "site_url": settings.SITE_URL, "label": label, "pinned": pinned}
    return render(request, "pages/embed.html", shown)
