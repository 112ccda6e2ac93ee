"""`/markets/`: every market by every edition, filtered and sorted as the address says."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.grid import build_grid
from markets.models.version import once_per_revision
from markets.paging import get_page
from markets.tables.entries import Entry, by_kind, entries
from markets.tables.filters import LABELS, SORTS, MarketFilter, label
from markets.views.matrix_table import format_matrix


def show_matrix(request: HttpRequest) -> HttpResponse:
    """A page of the matrix, or of what the filter leaves of it."""
    chosen = MarketFilter.from_query(request.GET)
    whole = build_grid()
    everything = read_entries()
    groups = by_kind(chosen.rows(everything))
    found = [entry for group in groups.values() for entry in group]
    page = get_page(found, request.GET)
    counts = {kind: len(group) for kind, group in groups.items()}
    shown = {
        "filter": chosen,
        "query": chosen.query_string(),
        "facets": chosen.facets(everything),
        "sorts": SORTS.items(),
        "active": [
            (LABELS.get(name, "Text"), label(name, value), chosen.without(name).query_string())
            for name, value in chosen.active.items()
        ],
        "found": len(found),
        "total": len(everything),
        "matrix": format_matrix(whole, by_kind(list(page)), counts) if found else "",
        "page": page,
        "latest": whole.editions[-1] if whole.editions else None,
    }
    return render(request, "markets/matrix.html", shown)


@once_per_revision
def read_entries() -> tuple[Entry, ...]:
    """One for each public market, in the order of the grid."""
    return entries(build_grid())
