"""The tracker, and one recommendation with its lineage."""

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from markets.paging import get_page
from responses.exchanges import list_entries, sort_recommendations
from responses.tracker import (
    AnswerStatus,
    RecommendationFilter,
    build_tracker,
    read_lineage,
)
from responses.tracker.summary import summarize_tracker

RECOMMENDATIONS_PER_PAGE = 20


def show_recommendations(request: HttpRequest) -> HttpResponse:
    """`/recommendations/`: a summary, then one row for each recommendation; the state is in the address."""
    chosen = RecommendationFilter.from_query(request.GET, ["page"])
    everything = build_tracker()
    rows = sort_recommendations(chosen.apply(everything))
    facets = chosen.facets(everything)
    statuses = Counter(row.answer.status for row in rows)
    page = get_page(rows, request.GET, RECOMMENDATIONS_PER_PAGE)
    shown = {
        "rows": page.object_list,
        "entries": list_entries(page.object_list),
        "summary": summarize_tracker(rows),
        "page": page,
        "found": len(rows),
        "total": len(everything),
        "filter": chosen,
        "facets": facets,
        "chosen": chosen.words(facets),
        "statuses": [(status, statuses[status]) for status in AnswerStatus if statuses[status]],
    }
    return render(request, "responses/recommendations.html", shown)


def show_recommendation(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/recommendations/2017-R1/`: one recommendation, what it carries on, and what carries it on."""
    rows = build_tracker()
    row = next((each for each in rows if each.public_id.lower() == public_id.lower()), None)
    if row is None:
        raise Http404(
            f"There is no public recommendation {public_id}. Ids are never given twice: it may have been "
            "withdrawn, or never have been published."
        )
    found = row.recommendation
    if row.public_id != public_id:
        return redirect(found, permanent=True)
    related = read_lineage().family(found.pk)
    family = sorted(
        (each for each in rows if each.recommendation.pk in related),
        key=lambda each: each.recommendation.edition.year,
    )
    shown = {
        "row": row,
        "family": family if len(family) > 1 else [],
        "beside": [
            each
            for each in rows
            if each.market == row.market and each.recommendation.edition_id == found.edition_id
        ],
        "merged": found.market if found.market != row.market else None,
    }
    return render(request, "responses/recommendation.html", shown)
