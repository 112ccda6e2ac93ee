"""The list of responses, and one response point by point."""

from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from markets.consistent_read import once_per_revision
from markets.models import Recommendation
from markets.models.market import CANONICAL
from markets.paging import get_page
from responses.filters import HELD_WORDS, ResponseFilter
from responses.first_points import annotate_points
from responses.models import Answer, Claim, Response, ResponsePoint
from responses.models.response import NOTHING_SAID
from responses.tracker import build_tracker

RESPONSES_PER_PAGE = 30


def show_responses(request: HttpRequest) -> HttpResponse:
    """`/responses/`: what parties said, the latest first."""
    chosen = ResponseFilter.from_query(request.GET, ["page"])
    everything = read_responses()
    found = chosen.apply(everything)
    page = get_page(found, request.GET, RESPONSES_PER_PAGE)
    facets = chosen.facets(everything)
    shown = {
        "rows": page.object_list,
        "page": page,
        "found": len(found),
        "total": len(everything),
        "silences": sum(each.kind in NOTHING_SAID for each in found),
        "usual": HELD_WORDS[Response.Held.PART],
        "filter": chosen,
        "facets": facets,
        "chosen": chosen.words(facets),
    }
    return render(request, "responses/responses.html", shown)


@once_per_revision
def read_responses() -> tuple[Response, ...]:
    """Return all public responses with the number of their public points, the latest first."""
    return tuple(
        annotate_points(Response.objects.public())
        .select_related("party", "edition", "market__merged_into")
        .order_by("-said_on", "public_id")
    )


def show_response(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/responses/2018-01-12-alibaba-group-1/`: every point, what it answers, and which recommendations it leaves."""
    found = (
        Response.objects.public()
        .filter(public_id__iexact=public_id)
        .select_related("party", "edition", "market__merged_into", "snapshot")
        .first()
    )
    if found is None:
        raise Http404(
            f"There is no public response {public_id}: it may have been withdrawn, or never published."
        )
    if found.public_id != public_id:
        return redirect(found, permanent=True)
    links = Answer.objects.public().select_related(
        "recommendation__edition", "recommendation__market", "edition", "market"
    )
    points = list(
        found.points.filter(pk__in=ResponsePoint.objects.public())
        .prefetch_related(
            Prefetch("claims", queryset=Claim.objects.public()),
            Prefetch("answers", queryset=links.order_by("pk")),
        )
        .order_by("ordinal")
    )
    for point in points:
        point.response = found
    answered = {link.recommendation_id for point in points for link in point.answers.all()}
    shown = {
        "response": found,
        "market": found.market and found.market.canonical,
        "answering": [point for point in points if point.answers.all()],
        "loose": [point for point in points if not point.answers.all()],
        "left": [
            row for row in build_tracker(_find_asked(found, points)) if row.recommendation.pk not in answered
        ],
    }
    return render(request, "responses/response.html", shown)


def _find_asked(response: Response, points: list[ResponsePoint]) -> list[Recommendation]:
    """Return what USTR asked in the entries that a response is about or answers."""
    entries: set[tuple[int | None, int]] = set()
    if response.market is not None:
        entries.add((response.edition_id, response.market.canonical_id))
    for point in points:
        entries |= {
            (link.edition_id, link.market.canonical_id)
            for link in point.answers.all()
            if link.market is not None
        }
    wanted = Q(pk__in=[])
    for edition, market in entries:
        if edition is not None:
            wanted |= Q(edition=edition, of=market)
    return list(Recommendation.objects.public().annotate(of=CANONICAL).filter(wanted))
