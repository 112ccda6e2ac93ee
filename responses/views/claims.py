"""The company_figures of numbers."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from responses.chart import make_series_chart
from responses.company_figures import find_look_alikes, make_series
from responses.filters import Facet, Filter
from responses.metrics import get_metric_key, get_metric_title
from responses.models import Claim


def _markets(claim: Claim) -> dict[str, str]:
    market = claim.point.response.market
    return {market.slug: market.name} if market else {}


class ClaimFilter(Filter[Claim]):
    """The filter of `/claims/`."""

    FACETS: ClassVar[tuple[Facet[Claim], ...]] = (
        Facet(
            "metric", "Metric", lambda claim: {get_metric_key(claim.metric): get_metric_title(claim.metric)}
        ),
        Facet(
            "party",
            "Who said it",
            lambda claim: {claim.point.response.party.slug: claim.point.response.party.name},
        ),
        Facet("market", "Market", _markets),
        Facet(
            "year",
            "Edition",
            lambda claim: {str(claim.point.response.edition.year): str(claim.point.response.edition)},
            numeric=True,
        ),
    )

    def rows(self) -> list[Claim]:
        """The public claims that fit."""
        public = Claim.objects.public()
        return self.apply(
            public.select_related(
                "point__response__party", "point__response__edition", "point__response__market"
            )
        )


def show_claims(request: HttpRequest) -> HttpResponse:
    """`/claims/`: every number that a party gave, by metric, with what forbids comparing them."""
    chosen = ClaimFilter.from_query(request.GET)
    everything = ClaimFilter({}).rows()
    rows = chosen.apply(everything)
    series = make_series(rows)
    shown = {
        "charts": [make_series_chart(one) for one in series if len(one.entries) > 1],
        "single": [one.entries[0].claim for one in series if len(one.entries) == 1],
        "look_alikes": find_look_alikes(series),
        "count": len(rows),
        "total": len(everything),
        "filter": chosen,
        "facets": chosen.facets(everything),
        "chosen": chosen.words(everything),
    }
    return render(request, "responses/claims.html", shown)
