"""The board, and one recommendation with its lineage."""

from __future__ import annotations

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from markets.models import Recommendation
from responses.board import AnswerStatus, BoardFilter, board, board_with_lineage
from responses.views.many_asks import are_many, many_asks


def recommendations(request: HttpRequest) -> HttpResponse:
    """`/recommendations/`: one row per ask, four voices side by side; the state is in the address."""
    if are_many():
        return many_asks(request)
    chosen = BoardFilter.from_query(request.GET)
    everything = board()
    rows = chosen.apply(everything)
    statuses = Counter(row.answer.status for row in rows)
    shown = {
        "rows": rows,
        "total": len(everything),
        "filter": chosen,
        "facets": chosen.facets(everything),
        "chosen": chosen.words(everything),
        "statuses": [(status, statuses[status]) for status in AnswerStatus if statuses[status]],
    }
    return render(request, "responses/recommendations.html", shown)


def recommendation(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/recommendations/2017-R1/`: one ask, what it carries on, and what carries it on."""
    found = Recommendation.objects.public().filter(public_id__iexact=public_id).first()
    if found is None:
        raise Http404(
            f"There is no public recommendation {public_id}. Ids are never given twice: it may have been "
            "withdrawn, or never have been published."
        )
    if found.public_id != public_id:
        return redirect(found, permanent=True)
    everything, line = board_with_lineage()
    by_pk = {row.recommendation.pk: row for row in everything}
    row = by_pk[found.pk]
    family = sorted(
        (by_pk[pk] for pk in line.family(found.pk)), key=lambda each: each.recommendation.edition.year
    )
    shown = {
        "row": row,
        "family": family if len(family) > 1 else [],
        "beside": [
            each
            for each in everything
            if each.market == row.market and each.recommendation.edition_id == found.edition_id
        ],
        "merged": row.recommendation.market if row.recommendation.market != row.market else None,
    }
    return render(request, "responses/recommendation.html", shown)
