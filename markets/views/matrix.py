"""`/markets/`: every market by every edition, filtered and sorted as the address says."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.grid import grid
from markets.tables.entries import by_kind, entries
from markets.tables.filters import LABELS, SORTS, MarketFilter, label
from markets.views.by_name import by_name, is_large
from markets.views.matrix_table import matrix_table


def matrix(request: HttpRequest) -> HttpResponse:
    """The whole matrix, or what the filter leaves of it; of very many markets a page by name."""
    if is_large():
        return by_name(request)
    chosen = MarketFilter.from_query(request.GET)
    whole = grid()
    everything = entries(whole)
    found = chosen.rows(everything)
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
        "matrix": matrix_table(whole, by_kind(found)) if found else "",
        "latest": whole.editions[-1] if whole.editions else None,
    }
    return render(request, "markets/matrix.html", shown)
