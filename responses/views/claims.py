"""The company_figures of numbers."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from responses.chart import chart
from responses.company_figures import company_figures, look_alikes
from responses.filters import Facet, Filter
from responses.metrics import key_of, title_of
from responses.models import Claim


def _markets(claim: Claim) -> dict[str, str]:
    market = claim.point.response.market
    return {market.slug: market.name} if market else {}


class ClaimFilter(Filter[Claim]):
    """The filter of `/claims/`."""

    FACETS: ClassVar[tuple[Facet[Claim], ...]] = (
        Facet("metric", "Metric", lambda claim: {key_of(claim.metric): title_of(claim.metric)}),
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


def claims(request: HttpRequest) -> HttpResponse:
    """`/claims/`: every number that a party gave, by metric, with what forbids comparing them."""
    chosen = ClaimFilter.from_query(request.GET)
    everything = ClaimFilter({}).rows()
    rows = chosen.apply(everything)
    series = company_figures(rows)
    shown = {
        "charts": [chart(one) for one in series if len(one.entries) > 1],
        "single": [one.entries[0].claim for one in series if len(one.entries) == 1],
        "look_alikes": look_alikes(series),
        "count": len(rows),
        "total": len(everything),
        "filter": chosen,
        "facets": chosen.facets(everything),
        "chosen": chosen.words(everything),
    }
    return render(request, "responses/claims.html", shown)
