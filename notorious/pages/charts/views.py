"""`/charts/`: each chart as a page with its table, as SVG, PNG and CSV."""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from markets.grid import build_grid
from markets.listing_values import ROLLUPS, count_listings, read_listing_values
from markets.models import Market
from markets.tables.filters import label_value
from markets.tables.writer import Profile, write_csv
from notorious.limits import check_rate_limit, rate_limited_text
from notorious.pages.charts.every import make_chart, sign_chart
from notorious.pages.charts.png import draw_png
from notorious.pages.charts.scene import Chart
from notorious.pages.charts.svg import draw_responsive, draw_svg
from notorious.pages.charts.table import CHART_TABLE, list_bars
from notorious.revision import shown_version
from notorious.tables.state import current_scope


@dataclass(frozen=True, slots=True)
class RunName:
    """A market in the table of runs; `more`: its run may be longer."""

    market: Market
    more: bool


def show_charts(request: HttpRequest) -> HttpResponse:
    """Return the main charts themselves, and a link to every other."""
    version = shown_version(request)
    drawn = [sign_chart(chart, version) for slug in ("listings", "runs") if (chart := make_chart(slug))]
    groups = []
    for rollup in ROLLUPS.values():
        tallied = count_listings(rollup, read_listing_values())
        totals = {value: sum(by_year.values()) for value, by_year in tallied.items()}
        values = sorted(totals, key=lambda value: (-totals[value], value))
        groups.append(
            (rollup, [(rollup.slug(each), label_value(rollup.name, each), totals[each]) for each in values])
        )
    return render(
        request,
        "pages/charts.html",
        {"groups": groups, "drawn": [(chart, draw_responsive(chart)) for chart in drawn]},
    )


def show_chart(request: HttpRequest, slug: str) -> HttpResponse:
    """Return one chart with the table behind it."""
    return render(request, "pages/chart.html", _make_context(request, find_chart(request, slug)))


def send_chart_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Return the same chart as a file."""
    found = find_chart(request, slug)
    if seconds := check_rate_limit(request, "export"):
        return rate_limited_text(seconds)
    name = found.slug.replace("/", "-")
    content, media_type = {
        "svg": lambda: (draw_svg(found).encode(), "image/svg+xml"),
        "png": lambda: (draw_png(found), "image/png"),
        "csv": lambda: (_write_csv(found), "text/csv; charset=utf-8"),
    }[form]()
    disposition = "inline" if form != "csv" else "attachment"
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": f'{disposition}; filename="notorious-{name}.{form}"'},
    )


def find_chart(request: HttpRequest, slug: str) -> Chart:
    """Return the chart of an address below /charts/; 404 with a sentence where nothing is counted."""
    found = make_chart(slug)
    if found is None:
        raise Http404("There is no such chart: nothing in this record is counted under that name.")
    return sign_chart(found, shown_version(request))


def _make_context(request: HttpRequest, found: Chart) -> dict[str, object]:
    drawing = draw_responsive(found)
    names = list_longest_runs() if found.slug == "runs" else []
    return {"chart": found, "svg": drawing, "names": names, "site_url": settings.SITE_URL}


def list_longest_runs() -> list[tuple[int, list[RunName]]]:
    """(editions in a row, the markets whose longest run that is), the longest first."""
    by_length: defaultdict[int, list[RunName]] = defaultdict(list)
    for row in build_grid().rows:
        if row.longest:
            more = any(run.at_least for run in row.runs if run.editions == row.longest)
            by_length[row.longest].append(RunName(row.market, more))
    return [
        (length, sorted(names, key=lambda each: each.market.name.casefold()))
        for length, names in sorted(by_length.items(), reverse=True)
    ]


def _write_csv(found: Chart) -> bytes:
    """Return one row for each bar."""
    rows = CHART_TABLE.rows_of(list_bars([found], current_scope()))
    return write_csv(CHART_TABLE.columns, rows, Profile.RAW)
