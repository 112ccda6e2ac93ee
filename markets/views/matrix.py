"""`/markets/`: every market by every edition, filtered and sorted as the address says."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.grid import build_grid
from markets.paging import get_page
from markets.tables.entries import by_kind, read_entries
from markets.tables.filters import SORTS, MarketFilter
from markets.views.matrix_table import format_matrix


def show_matrix(request: HttpRequest) -> HttpResponse:
    """A page of the matrix, or of what the filter leaves of it."""
    chosen = MarketFilter.from_query(request.GET, ["page"])
    whole = build_grid()
    everything = read_entries()
    groups = by_kind(chosen.rows(everything))
    found = [entry for group in groups.values() for entry in group]
    page = get_page(found, request.GET)
    facets = chosen.facets(everything)
    counts = {kind: len(group) for kind, group in groups.items()}
    shown = {
        "filter": chosen,
        "query": chosen.query_string(),
        "facets": facets,
        "sorts": SORTS.items(),
        "active": chosen.words(facets),
        "found": len(found),
        "total": len(everything),
        "matrix": format_matrix(whole, by_kind(list(page)), counts) if found else "",
        "page": page,
        "latest": whole.editions[-1] if whole.editions else None,
    }
    return render(request, "markets/matrix.html", shown)
