"""Roll-ups: all that concerns one country, one category, one harm; and the indexes of them."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from markets.countries import country_name
from markets.grid import Grid, grid
from markets.models import Edition, Recommendation
from markets.models.market import CANONICAL
from markets.tables.entries import by_kind, entries
from markets.tables.filters import label
from markets.views.matrix_table import matrix_table
from notorious.pages.rollup import ROLLUPS, Rollup, counts
from notorious.tables.tallies import Line
from responses.models import Response


def index(request: HttpRequest, rollup: str) -> HttpResponse:
    """`/countries/`, `/categories/`, `/harms/`: every value with its counts."""
    found = ROLLUPS[rollup]
    lines, latest = lines_of(found)
    return render(request, "pages/rollups.html", {"rollup": found, "lines": lines, "latest": latest})


def lines_of(found: Rollup) -> tuple[list[Line], int]:
    """Every value with its counts, most listings first; and the latest edition, 0 where there is none."""
    whole = grid()
    everything = entries(whole)
    tallied = counts(found)
    latest = whole.years[-1] if whole.years else 0
    lines = [
        Line(
            value,
            label(found.name, value),
            found.address(value),
            sum(value in found.of(entry) for entry in everything),
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
    whole = grid()
    everything = entries(whole)
    known = {found.slug(each): each for entry in everything for each in found.of(entry)}
    if slug not in known:
        if slug.lower() in known:
            return redirect(found.address(known[slug.lower()]), permanent=True)
        raise Http404(
            f"No listing in this record has the {found.word} “{_shown(found, slug)}”."
            " That is the limit of what we hold."
        )
    chosen = known[slug]
    markets = [entry for entry in everything if chosen in found.of(entry)]
    markets.sort(key=lambda entry: (entry.first, -entry.row.longest, entry.market.name.casefold()))
    ids = [entry.market.pk for entry in markets]
    tallied = counts(found)[chosen]
    shown = {
        "rollup": found,
        "value": chosen,
        "words": label(found.name, chosen),
        "slug": slug,
        "take": found.address(chosen).rstrip("/"),
        "markets": markets,
        "matrix": matrix_table(whole, by_kind(markets)),
        "per_edition": [
            (edition, tallied[edition.year], _complete(whole, edition)) for edition in whole.editions
        ],
        "recommendations": Recommendation.objects.public()
        .annotate(of=CANONICAL)
        .filter(of__in=ids)
        .select_related("market", "edition")
        .order_by("-edition__year", "market__name", "-kind", "ordinal"),
        "responses": Response.objects.public()
        .annotate(of=CANONICAL)
        .filter(of__in=ids)
        .select_related("party", "market", "edition")
        .order_by("-said_on"),
    }
    return render(request, "pages/rollup.html", shown)


def _shown(rollup: Rollup, slug: str) -> str:
    if rollup.name == "country" and re.fullmatch("[A-Za-z]{2}", slug):
        return country_name(slug.upper())
    return slug.replace("-", " ")


def _complete(whole: Grid, edition: Edition) -> bool:
    return all(whole.coverage[edition.year, kind].complete for kind in edition.covers)
