"""Who responds: what each party was asked, what it said, and what came of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from markets.grid import build_grid
from responses.exchanges import list_entries, sort_recommendations
from responses.first_points import annotate_points
from responses.models import Operation, Party, Response
from responses.models.response import NOTHING_SAID
from responses.parties import group_parties, public_parties
from responses.tracker import RecommendationRow, build_tracker


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
    operations = list(found.operations.public().select_related("market__merged_into"))
    said = list(
        annotate_points(Response.objects.public().filter(party=found))
        .select_related("edition", "market__merged_into")
        .order_by("-said_on", "public_id")
    )
    grid, rows = build_grid(), build_tracker()
    asked = {row.recommendation.pk: row for row in rows if _asked_of(operations, row)}
    markets = dict.fromkeys(each.market.canonical_id for each in operations)
    shown = {
        "party": found,
        "operations": operations,
        "identifiers": list(found.identifiers.public()),
        "said": said,
        "responses": sum(each.kind not in NOTHING_SAID for each in said),
        "silences": sum(each.kind in NOTHING_SAID for each in said),
        "asked": list(asked.values()),
        "asked_entries": list_entries(sort_recommendations(asked.values())),
        "answered_entries": list_entries(
            sort_recommendations(
                row for row in rows if row.recommendation.pk not in asked and _answered_by(found, row)
            )
        ),
        "strips": [grid.by_market[market] for market in markets if market in grid.by_market],
    }
    return render(request, "responses/party.html", shown)


def _asked_of(operations: list[Operation], row: RecommendationRow) -> bool:
    year = row.recommendation.edition.year
    return any(
        each.market.canonical_id == row.market.pk and (each.from_year or 0) <= year <= (each.to_year or 9999)
        for each in operations
    )


def _answered_by(party: Party, row: RecommendationRow) -> bool:
    return any(each.response.party_id == party.pk for each in row.answer.said)
