"""`/recommendations/` of a record that is too large for one tracker: the same rows, a dozen to a page, by edition.

Every page begins where the page before ended, so the last costs what the first does.
"""

from __future__ import annotations

from functools import cache
from itertools import dropwhile
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.models import Edition, Market, Recommendation
from markets.models.market import members
from markets.models.standing import Standing
from markets.models.version import once_per_version
from markets.tables.filters import BadFilter
from responses.tracker import RecommendationFilter, asks, rows_of

LARGE = 2000  # recommendations: more make a page that no browser likes
PAGE = 12
CONDITIONS = ("market", "year", "kind")


@once_per_version
def are_many() -> bool:
    """Whether there are more than `LARGE`, by looking no further than that."""
    return Recommendation.objects.order_by("pk")[LARGE : LARGE + 1].exists()


def many_asks(request: HttpRequest) -> HttpResponse:
    """One page. Raises BadFilter for conditions that only the whole tracker knows."""
    query = request.GET.copy()
    after = query.pop("after", [""])[0]
    chosen = RecommendationFilter.from_query(query)
    if set(chosen.chosen) - set(CONDITIONS):
        raise BadFilter(f"Of so many recommendations the conditions are: {', '.join(CONDITIONS)}.")
    found = _page(chosen, after)
    shown = {
        "rows": rows_of(found[:PAGE]),
        "filter": chosen,
        "kinds": Recommendation.Kind.choices,
        "large": LARGE,
        "after": after,
        "next": found[PAGE - 1].public_id if len(found) > PAGE else "",
    }
    return render(request, "responses/many_asks.html", shown)


_LAST = Standing(lambda public_id: Recommendation.objects.public().filter(public_id=public_id))
_EDITIONS = Standing(lambda: Edition.objects.public().order_by("-year").values_list("pk", "year"))


@cache
def _of_edition(names: tuple[str, ...], count: int) -> Standing[Recommendation]:
    """The first asks of an edition, for its key and values of these conditions in this order."""

    def build(edition: int, *values: Any) -> QuerySet[Recommendation]:
        return asks().filter(edition=edition, **dict(zip(names, values, strict=True))).order_by("pk")[:count]

    return Standing(build)


def _page(chosen: RecommendationFilter, after: str) -> list[Recommendation]:
    """The next of them and one more, the latest edition first: each edition is asked by its index."""
    last = next(iter(_LAST(after[:160])), None) if after else None
    if after and last is None:
        raise BadFilter("The place in this list cannot be found: begin at its first page.")
    conditions: dict[str, Any] = {}
    if slug := chosen.chosen.get("market"):
        own = Market.objects.at(slug).order_by().values_list("pk", flat=True)
        conditions["market__one_of"] = members(own)
    if kind := chosen.chosen.get("kind"):
        conditions["kind"] = kind
    found: list[Recommendation] = []
    year = chosen.chosen.get("year") or ""
    for edition, its_year in dropwhile(lambda each: last and each[0] != last.edition_id, _EDITIONS()):
        if year in ("", str(its_year)):
            here = {**conditions, "pk__gt": last.pk} if last and edition == last.edition_id else conditions
            found += _of_edition(tuple(here), PAGE + 1)(edition, *here.values())
        if len(found) > PAGE:
            break
    return found[: PAGE + 1]
