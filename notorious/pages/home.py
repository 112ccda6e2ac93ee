"""The front page: the latest edition in figures, what changed, who is on the List longest, what was said last."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.cells import ListingHistory
from markets.edition_summary import EditionSummary, find_summary_with_changes, summarize_edition
from markets.grid import Coverage, build_grid
from markets.public_listings import read_public_listings
from markets.runs import Status
from markets.top_figures import TopFigure
from markets.views.matrix_table import format_rows
from notorious.pages.charts.totals import draw_totals
from responses.first_points import annotate_points
from responses.models import Response
from responses.models.response import NOTHING_SAID

LONGEST_SHOWN = 12  # markets in the short matrix
RESPONSES_SHOWN = 5
NAMES_SHOWN = 8  # markets named for each change


def show_home(request: HttpRequest) -> HttpResponse:
    """`/`"""
    grid = build_grid()
    if not grid.editions:
        return render(request, "pages/home_empty.html")
    latest = summarize_edition(grid, grid.editions[-1])
    named = find_summary_with_changes(grid)
    shown = {
        "grid": grid,
        "edition": latest.edition,
        "figures": list_figures(latest),
        "chart": draw_totals(grid),
        "named": named,
        "changes": list_changes(named),
        "matrix": format_rows(grid, choose_longest_listed(grid.rows)),
        "responses": find_latest_responses(),
        "listings": len({(each.market_id, each.year) for each in read_public_listings()}),
        "complete": sum(cover.complete for cover in grid.coverage.values()),
        "halves": len(grid.coverage),
    }
    return render(request, "pages/home.html", shown)


def list_figures(summary: EditionSummary) -> list[TopFigure]:
    """Return the four figures of an edition."""
    year, here = summary.edition.year, summary.edition.get_absolute_url()
    figures = [
        TopFigure(count_stated(cover), f"{kind} markets on the {year} List", f"{here}#{kind}")
        for kind, cover in summary.coverage.items()
    ]
    if summary.previous is None:
        return figures
    compared = f"/compare/{summary.previous.year}/{year}/"
    since = f"since the {summary.previous.year} List"
    return [
        *figures,
        TopFigure(summary.new_count, f"new {since}", compared),
        TopFigure(summary.gone_count, f"no longer listed {since}", compared),
    ]


def count_stated(cover: Coverage | None) -> str:
    """USTR's own total; what is identified where it states none."""
    if cover is None:
        return "none"
    return str(cover.stated) if cover.stated is not None else f"at least {cover.identified}"


def list_changes(summary: EditionSummary) -> list[tuple[str, str, Sequence[ListingHistory], int]]:
    """(heading, class, the first markets, how many more) for each change that is known."""
    return [
        (words, css, rows[:NAMES_SHOWN], max(0, len(rows) - NAMES_SHOWN))
        for words, css, rows in (
            ("New", "new", summary.new),
            ("Relisted", "again", summary.relisted),
            ("No longer listed", "gone", summary.gone),
        )
        if rows
    ]


def choose_longest_listed(rows: Sequence[ListingHistory]) -> list[ListingHistory]:
    """Markets of the latest two editions that are known to be on most Lists."""
    current = [row for row in rows if any(row.statuses[year] is Status.LISTED for year in row.years[-2:])]
    ordered = sorted(current, key=lambda row: (-len(row.listed_years), row.listed_years[0], row.market.name))
    return ordered[:LONGEST_SHOWN]


def find_latest_responses() -> list[Response]:
    """Return what was said last; a silence is not shown here."""
    found = (
        annotate_points(Response.objects.public())
        .exclude(kind__in=NOTHING_SAID)
        .filter(said_on__isnull=False)
    )
    return list(
        found.select_related("party", "market__merged_into", "edition").order_by("-said_on", "public_id")[
            :RESPONSES_SHOWN
        ]
    )
