"""`/recommendations/` of a record that is too large for one board: the same rows, twenty to a page, edition by edition.

Every page begins where the page before ended, so the last costs what the first does.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.models import Edition, Market, Recommendation
from markets.models.market import within
from markets.models.recommendation import RecommendationQuerySet
from markets.tables.filters import BadFilter
from responses.board import BoardFilter, board

LARGE = 2000  # recommendations: more make a page that no browser likes
PAGE = 20
CONDITIONS = ("market", "year", "kind")


def are_many() -> bool:
    """Whether there are more than `LARGE`, by looking no further than that."""
    return Recommendation.objects.order_by("pk")[LARGE : LARGE + 1].exists()


def many_asks(request: HttpRequest) -> HttpResponse:
    """One page. Raises BadFilter for conditions that only the whole board knows."""
    query = request.GET.copy()
    after = query.pop("after", [""])[0]
    chosen = BoardFilter.from_query(query)
    if set(chosen.chosen) - set(CONDITIONS):
        raise BadFilter(f"Of so many recommendations the conditions are: {', '.join(CONDITIONS)}.")
    found = _page(_passing(chosen), after)
    shown = {
        "rows": board(found[:PAGE]),
        "filter": chosen,
        "kinds": Recommendation.Kind.choices,
        "large": LARGE,
        "after": after,
        "next": found[PAGE - 1].public_id if len(found) > PAGE else "",
    }
    return render(request, "responses/many_asks.html", shown)


def _passing(chosen: BoardFilter) -> RecommendationQuerySet:
    rows = Recommendation.objects.public()
    if slug := chosen.chosen.get("market"):
        rows = rows.filter(within(Market.objects.at(slug).order_by().values_list("pk", flat=True)))
    if year := chosen.chosen.get("year"):
        rows = rows.filter(edition__year=year)
    if kind := chosen.chosen.get("kind"):
        rows = rows.filter(kind=kind)
    return rows


def _page(rows: RecommendationQuerySet, after: str) -> list[Recommendation]:
    """The next of them and one more, the latest edition first: each edition is asked by its index."""
    last = Recommendation.objects.public().filter(public_id=after[:160]).select_related("edition").first()
    if after and last is None:
        raise BadFilter("The place in this list cannot be found: begin at its first page.")
    found: list[Recommendation] = []
    editions = Edition.objects.public().order_by("-year")
    for edition in editions.filter(year__lte=last.edition.year) if last else editions:
        of_it = rows.filter(edition=edition).order_by("pk")
        if last is not None and edition == last.edition:
            of_it = of_it.filter(pk__gt=last.pk)
        found += of_it[: PAGE + 1 - len(found)]
        if len(found) > PAGE:
            break
    return found
