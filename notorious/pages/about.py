"""`/about/`: who keeps the record and how, how complete it is, what the words mean."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.grid import build_grid


def show_about(request: HttpRequest) -> HttpResponse:
    """Return the method and the glossary, with how complete the record is."""
    grid = build_grid()
    covers = grid.coverage.values()
    shown = {
        "editions": len(grid.editions),
        "listings": sum(len(row.listed_years) for row in grid.rows),
        "complete": sum(cover.complete for cover in covers),
        "halves": len(covers),
    }
    return render(request, "pages/about.html", shown)
