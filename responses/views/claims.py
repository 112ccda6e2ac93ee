"""Company figures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from responses.chart import make_series_chart
from responses.company_figures import find_look_alikes, make_series
from responses.filters import ClaimFilter


def show_claims(request: HttpRequest) -> HttpResponse:
    """`/claims/`: every number that a party gave, by metric, with what forbids comparing them."""
    chosen = ClaimFilter.from_query(request.GET)
    everything = ClaimFilter().rows()
    rows = chosen.apply(everything)
    series = make_series(rows)
    facets = chosen.facets(everything)
    shown = {
        "charts": [make_series_chart(one) for one in series if len(one.entries) > 1],
        "single": [one.entries[0].claim for one in series if len(one.entries) == 1],
        "look_alikes": find_look_alikes(series),
        "count": len(rows),
        "total": len(everything),
        "filter": chosen,
        "facets": facets,
        "chosen": chosen.words(facets),
    }
    return render(request, "responses/claims.html", shown)
