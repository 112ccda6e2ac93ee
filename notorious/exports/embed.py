"""`/embed/…`: a chart, a strip or a table alone, for others' pages: no cookies, no script, and a link back.

With a version in its address it is the chart as that version was kept, whatever is published later.
"""

from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.clickjacking import xframe_options_exempt

from markets.cells import ListingHistory
from markets.grid import build_grid
from markets.tables.scope import make_permalink
from markets.views.matrix_table import format_rows
from notorious.exports.package import read_file
from notorious.exports.versions import get_version
from notorious.pages.charts.every import CHARTS_FILE, read_chart, sign_chart
from notorious.pages.charts.scene import Chart
from notorious.pages.charts.svg import draw_responsive
from notorious.pages.charts.views import find_chart
from notorious.pages.home import choose_longest_listed
from notorious.pages.markets import find_market
from notorious.pages.said import find_asked
from notorious.revision import shown_version
from responses.exchanges import sort_recommendations
from responses.tracker import build_tracker
from responses.tracker.summary import summarize_tracker

WHOLE_TITLES = {
    "markets": "The markets that are longest on USTR’s Notorious Markets List",
    "recommendations": "What USTR asked of each market, and the responses",
}
MARKET_TITLES = {
    "markets": "{} on USTR’s Notorious Markets List",
    "recommendations": "What USTR asked of {}, and the responses",
}
"""The titles of what is embedded, by the first part of its address."""

allow_any_frame: Any = csp_replace({"frame-ancestors": ["*"]})


@xframe_options_exempt
@allow_any_frame
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """`/embed/charts/listings/`: it follows the data."""
    return _page(request, find_chart(request, slug), shown_version(request))


@xframe_options_exempt
@allow_any_frame
def embed_of_version(request: HttpRequest, label: str, slug: str) -> HttpResponse:
    """`/embed/v2026.1/charts/listings/`: it never says anything else."""
    archived = get_version(label)
    found = read_chart(read_file(bytes(archived.content), CHARTS_FILE), slug)
    if found is None:
        raise Http404(f"There is no such chart in version {label} of the data.")
    return _page(request, sign_chart(found, label), label, pinned=True)


@xframe_options_exempt
@allow_any_frame
def embed_strip(request: HttpRequest, slug: str) -> HttpResponse:
    """`/embed/markets/taobao/`: one market in each edition."""
    row = _find_row(slug)
    body = render_to_string("pages/embed_strip.html", {"row": row})
    title = MARKET_TITLES["markets"].format(row.market.name)
    return _render(request, title, row.market.get_absolute_url(), body)


@xframe_options_exempt
@allow_any_frame
def embed_matrix(request: HttpRequest) -> HttpResponse:
    """`/embed/markets/`: the markets that most editions list, by edition."""
    grid = build_grid()
    matrix = format_rows(grid, choose_longest_listed(grid.rows))
    body = render_to_string("pages/embed_matrix.html", {"matrix": matrix})
    return _render(request, WHOLE_TITLES["markets"], "/markets/", body)


@xframe_options_exempt
@allow_any_frame
def embed_summary(request: HttpRequest) -> HttpResponse:
    """`/embed/recommendations/`: how many points USTR raised with each market, and how many were answered."""
    summary = summarize_tracker(sort_recommendations(build_tracker()))
    body = render_to_string(
        "responses/_summary.html",
        {"summary": summary, "markets": True, "caption": "Points by List and market"},
    )
    return _render(request, WHOLE_TITLES["recommendations"], "/recommendations/", body)


@xframe_options_exempt
@allow_any_frame
def embed_recommendations(request: HttpRequest, slug: str) -> HttpResponse:
    """`/embed/recommendations/taobao/`: what USTR asked of one market, and what came of it."""
    row = _find_row(slug)
    rows = find_asked(row.market)
    quoted = any(each.recommendation.text_mode != "paraphrase" for each in rows)
    body = render_to_string(
        "pages/embed_recommendations.html", {"rows": rows, "market": row.market, "quoted": quoted}
    )
    title = MARKET_TITLES["recommendations"].format(row.market.name)
    return _render(request, title, f"/recommendations/?market={slug}", body)


def _find_row(slug: str) -> ListingHistory:
    """Return the history of a listed market; 404 where no public edition lists it under that address."""
    return build_grid().by_market[find_market(slug).pk]


def _page(request: HttpRequest, chart: Chart, label: str, pinned: bool = False) -> HttpResponse:
    path = f"/charts/{chart.slug}/"
    return _render(
        request, chart.title, path, draw_responsive(chart), label=label, pinned=pinned, hide_title=True
    )


def _render(request: HttpRequest, title: str, path: str, body: SafeString, **more: object) -> HttpResponse:
    shown = {
        "title": title,
        "path": path,
        "body": body,
        "link": make_permalink(path),
        "site_url": settings.SITE_URL,
        "label": shown_version(request),
    }
    return render(request, "pages/embed.html", shown | more)
