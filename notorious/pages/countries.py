"""Roll-ups: all that concerns one country, one category, one harm; and the indexes of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from markets.alike import FIRST, Alike, alike_of, first_of, total
from markets.countries import country_name
from markets.grid import Grid, frame
from markets.models import Edition, Recommendation
from markets.models.market import CANONICAL
from markets.tables.entries import Entry, by_kind
from markets.tables.filters import label
from markets.views.matrix_table import matrix_table
from notorious.pages.rollup import ROLLUPS, Rollup, counts, markets_by_value
from notorious.tables.tallies import Line
from responses.models import Response


def index(request: HttpRequest, rollup: str) -> HttpResponse:
    """`/countries/`, `/categories/`, `/harms/`: every value with its counts."""
    found = ROLLUPS[rollup]
    lines, latest = lines_of(found)
    return render(request, "pages/rollups.html", {"rollup": found, "lines": lines, "latest": latest})


def lines_of(found: Rollup) -> tuple[list[Line], int]:
    """Every value with its counts, most listings first; and the latest edition, 0 where there is none."""
    editions = frame()
    markets, tallied = markets_by_value(found), counts(found)
    latest = editions.years[-1] if editions.years else 0
    lines = [
        Line(
            value,
            label(found.name, value),
            found.address(value),
            markets[value],
            sum(tallied[value].values()),
            tallied[value][latest],
        )
        for value in tallied
    ]
    lines.sort(key=lambda line: (-line.listings, line.words))
    return lines, latest


def value(request: HttpRequest, rollup: str, slug: str) -> HttpResponse:
    """`/countries/cn/`: its markets by edition, what was asked of them, and what was answered."""
    found = ROLLUPS[rollup]
    editions, tallied = frame(), counts(found)
    known = {found.slug(each): each for each in tallied}
    if slug not in known:
        if slug.lower() in known:
            return redirect(found.address(known[slug.lower()]), permanent=True)
        raise Http404(
            f"No listing in this record has the {found.word} “{_shown(found, slug)}”."
            " That is the limit of what we hold."
        )
    chosen = known[slug]
    among = found.markets_with(chosen)
    markets = alike_of(editions, among)
    recommendations = Recommendation.objects.public().annotate(of=CANONICAL).filter(of__in=among)
    responses = Response.objects.public().annotate(of=CANONICAL).filter(of__in=among)
    shown = {
        "rollup": found,
        "value": chosen,
        "words": label(found.name, chosen),
        "slug": slug,
        "take": found.address(chosen).rstrip("/"),
        "count": total(markets),
        "shown": FIRST,
        "matrix": matrix_table(editions, by_kind(_entries(editions, first_of(markets, FIRST, _longest_ago)))),
        "per_edition": [
            (edition, tallied[chosen][edition.year], _complete(editions, edition))
            for edition in editions.editions
        ],
        "recommendations": recommendations.select_related("market", "edition").order_by(
            "-edition__year", "market__name", "-kind", "ordinal"
        )[: FIRST + 1],
        "responses": responses.select_related("party", "market", "edition").order_by("-said_on")[: FIRST + 1],
    }
    return render(request, "pages/rollup.html", shown)


def _longest_ago(each: Alike) -> tuple[int, int]:
    """Every market here is listed in an edition. Those listed first stand first, of these the longest listed."""
    return each.course.listed_years[0], -each.course.longest


def _entries(editions: Grid, keys: Sequence[int]) -> list[Entry]:
    rows, none = editions.of(keys).by_market, frozenset[str]()
    return [Entry(rows[key], none, none, none, none) for key in keys]


def _shown(rollup: Rollup, slug: str) -> str:
    if rollup.name == "country" and re.fullmatch("[A-Za-z]{2}", slug):
        return country_name(slug.upper())
    return slug.replace("-", " ")


def _complete(whole: Grid, edition: Edition) -> bool:
    return all(whole.coverage[edition.year, kind].complete for kind in edition.covers)
