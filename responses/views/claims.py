"""Company figures."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.consistent_read import once_per_revision
from markets.paging import PAGE_SIZE, get_page
from responses.chart import make_series_chart
from responses.company_figures import FigureSeries, find_look_alikes, make_series
from responses.filters import ClaimFilter
from responses.models import Claim


def show_claims(request: HttpRequest) -> HttpResponse:
    """`/claims/`: every number that a party gave, by metric, with what forbids comparing them."""
    chosen = ClaimFilter.from_query(request.GET, ["page"])
    everything = read_claims()
    rows = chosen.apply(everything)
    series = make_series(rows)
    facets = chosen.facets(everything)
    page = get_page(fill_pages(series), request.GET, 1)
    on_page = [one for each in page for one in each]
    shown = {
        "charts": [make_series_chart(one) for one in on_page if len(one.entries) > 1],
        "single": [one.entries[0].claim for one in on_page if len(one.entries) == 1],
        "look_alikes": find_look_alikes(series),
        "page": page,
        "count": len(rows),
        "total": len(everything),
        "filter": chosen,
        "facets": facets,
        "chosen": chosen.words(facets),
    }
    return render(request, "responses/claims.html", shown)


def fill_pages(series: Iterable[FigureSeries]) -> list[list[FigureSeries]]:
    """Return the series in pages of at most `PAGE_SIZE` figures. One series is never cut: it is one chart."""
    pages: list[list[FigureSeries]] = []
    room = 0
    for one in series:
        if not pages or len(one.entries) > room:
            pages.append([])
            room = PAGE_SIZE
        pages[-1].append(one)
        room -= len(one.entries)
    return pages


@once_per_revision
def read_claims() -> tuple[Claim, ...]:
    """Return all public claims, in their order."""
    return tuple(ClaimFilter().rows())
