"""`/issue-focus/`: the special focus of each edition."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.grid import Coverage, build_grid
from markets.models import Edition
from notorious.pages.charts.every import sign_chart
from notorious.pages.charts.focus import chart_issue_focus
from notorious.pages.charts.svg import draw_responsive
from notorious.revision import shown_version


@dataclass(frozen=True, slots=True)
class FocusLine:
    """One edition. `covers`: (kind, how much of it is identified)."""

    edition: Edition
    topic: str
    covers: list[tuple[str, Coverage]]


def show_issue_focus(request: HttpRequest) -> HttpResponse:
    """Return the chart, and the table behind it with how each topic is known."""
    grid = build_grid()
    editions, coverage = grid.editions, grid.coverage
    lines = [
        FocusLine(
            edition,
            edition.topic,
            [(kind, coverage[edition.year, kind]) for kind in edition.covers],
        )
        for edition in reversed(editions)
    ]
    chart = sign_chart(chart_issue_focus(editions, coverage), shown_version(request))
    drawing = draw_responsive(chart)
    return render(request, "pages/focus.html", {"lines": lines, "chart": chart, "svg": drawing})
