"""`/markets/`: every market by every edition, filtered and sorted as the address says."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.grid import build_grid
from markets.models import Market
from markets.paging import get_page
from markets.tables.entries import by_kind, read_entries
from markets.tables.filters import SORTS, MarketFilter
from markets.views.matrix_table import SortLink, format_matrix

MARKETS_PER_PAGE = 50
FIRST_FACETS = ("kind", "country", "year", "change")
"""Filters that are always in view; the others unfold."""
HEADING_ORDERS = {"name": "ascending", "total": "descending", "longest": "descending"}
"""Orders that a heading of the table sorts by, and how each is sorted at first."""


def show_matrix(request: HttpRequest, form: type[MarketFilter]) -> HttpResponse:
    """Return a page of the matrix, or of what the filter leaves of it."""
    chosen = form.from_query(request.GET, ["page"])
    whole = build_grid()
    everything = chosen.read()
    groups = by_kind(chosen.rows(everything))
    found = [entry for group in groups.values() for entry in group]
    page = get_page(found, request.GET, MARKETS_PER_PAGE)
    facets = chosen.facets(everything)
    counts = {kind: len(group) for kind, group in groups.items()}
    shown_groups = by_kind(list(page))
    shown = {
        "filter": chosen,
        "query": chosen.query_string(),
        "first_facets": [facet for facet in facets if facet.name in FIRST_FACETS],
        "more_facets": [facet for facet in facets if facet.name not in FIRST_FACETS],
        "more_open": any(facet.name in chosen.active for facet in facets if facet.name not in FIRST_FACETS),
        "sorts": SORTS.items(),
        "active": chosen.words(facets),
        "found": len(found),
        "total": len(read_entries()),
        "never_listed": Market.objects.never_listed().count(),
        "matrix": format_matrix(whole, shown_groups, counts, list_sort_links(chosen)) if found else "",
        "kinds": [(kind, count, chosen.query_string(kind=kind)) for kind, count in counts.items()],
        "page": page,
        "latest": whole.editions[-1] if whole.editions else None,
    }
    return render(request, "markets/matrix.html", shown)


def list_sort_links(chosen: MarketFilter) -> dict[str, SortLink]:
    """{order: what its heading leads to}: the order, and from it the same turned around."""
    links = {}
    for order, direction in HEADING_ORDERS.items():
        if chosen.order == order:
            links[order] = SortLink(chosen.query_string(sort=f"-{order}"), direction)
        elif chosen.order == f"-{order}":
            turned = "ascending" if direction == "descending" else "descending"
            links[order] = SortLink(chosen.query_string(sort=order), turned)
        else:
            links[order] = SortLink(chosen.query_string(sort=order))
    return links
