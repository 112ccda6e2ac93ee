"""Company figures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.models.version import once_per_revision
from markets.paging import get_page
from responses.chart import make_series_chart
from responses.company_figures import find_look_alikes, make_series
from responses.filters import ClaimFilter
from responses.models import Claim

SERIES_PER_PAGE = 100  # each may be a chart with its table


def show_claims(request: HttpRequest) -> HttpResponse:
    """`/claims/`: every number that a party gave, by metric, with what forbids comparing them."""
    chosen = ClaimFilter.from_query(request.GET, ["page"])
    everything = read_claims()
    rows = chosen.apply(everything)
    series = make_series(rows)
    facets = chosen.facets(everything)
    page = get_page(sorted(series, key=lambda one: len(one.entries) == 1), request.GET, SERIES_PER_PAGE)
    shown = {
        "charts": [make_series_chart(one) for one in page if len(one.entries) > 1],
        "single": [one.entries[0].claim for one in page if len(one.entries) == 1],
        "look_alikes": find_look_alikes(series),
        "page": page,
        "count": len(rows),
        "total": len(everything),
        "filter": chosen,
        "facets": facets,
        "chosen": chosen.words(facets),
    }
    return render(request, "responses/claims.html", shown)


@once_per_revision
def read_claims() -> tuple[Claim, ...]:
    """Return all public claims, in their order."""
    return tuple(ClaimFilter().rows())
