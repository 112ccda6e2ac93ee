"""Who responds: what each party was asked, what it said, and what came of it."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from markets.grid import build_grid
from markets.models import Market, Recommendation
from responses.models import Answer, Operation, Party, Response, ResponsePoint
from responses.parties import group_parties, public_parties
from responses.tracker import RecommendationRow, find_recommendations, make_rows


def show_parties(request: HttpRequest) -> HttpResponse:
    """`/parties/`: all of them, by kind."""
    kinds = group_parties()
    shown = {"kinds": kinds.items(), "total": sum(map(len, kinds.values()))}
    return render(request, "responses/parties.html", shown)


def show_party(request: HttpRequest, slug: str) -> HttpResponse:
    """`/parties/alibaba-group/`."""
    found = public_parties().filter(slug__iexact=slug).first()
    if found is None:
        raise Http404(f"There is no public party “{slug}”.")
    if found.slug != slug:
        return redirect(found, permanent=True)
    operations = list(found.operations.select_related("market__merged_into"))
    public = ResponsePoint.objects.public()
    said = list(
        Response.objects.public()
        .filter(party=found)
        .select_related("edition", "market__merged_into")
        .annotate(point_count=Count("points", filter=Q(points__in=public)))
        .order_by("-said_on", "public_id")
    )
    rows = make_rows(list(_find_concerning(found, operations)))
    asked = [row for row in rows if _asked_of(operations, row)]
    shown = {
        "party": found,
        "operations": operations,
        "said": said,
        "asked": asked,
        "answered": [row for row in rows if row not in asked and _answered_by(found, row)],
        "strips": build_grid(_find_public_markets(operations)).rows if operations else (),
    }
    return render(request, "responses/party.html", shown)


def _find_concerning(party: Party, operations: list[Operation]) -> QuerySet[Recommendation]:
    """What was asked of the markets that it stands behind, and what it answered."""
    own = Market.objects.with_merged((each.market.merged_into or each.market).pk for each in operations)
    its_answers = Answer.objects.public().filter(point__response__party=party, recommendation__isnull=False)
    return find_recommendations().filter(Q(market__in=own) | Q(pk__in=its_answers.values("recommendation")))


def _find_public_markets(operations: list[Operation]) -> list[Market]:
    public = set(Market.objects.public().values_list("pk", flat=True))
    found = {
        (each.market.merged_into or each.market).pk: each.market.merged_into or each.market
        for each in operations
    }
    return [market for pk, market in found.items() if pk in public]


def _asked_of(operations: list[Operation], row: RecommendationRow) -> bool:
    year = row.recommendation.edition.year
    return any(
        (each.market.merged_into_id or each.market_id) == row.market.pk
        and (each.from_year or 0) <= year <= (each.to_year or 9999)
        for each in operations
    )


def _answered_by(party: Party, row: RecommendationRow) -> bool:
    return any(each.response.party_id == party.pk for each in row.answer.said)
