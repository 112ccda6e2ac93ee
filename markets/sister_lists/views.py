"""`/sister-lists/eu/`: the EU's Counterfeit and Piracy Watch List beside USTR's List."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.grid import build_grid
from markets.models import WatchListEdition
from markets.sister_lists.watch_list import compare_watch_list


def show_watch_list_eu(request: HttpRequest) -> HttpResponse:
    """Known on both; known on one and unknown on the other. Absence from an EU edition is unknown."""
    grid = build_grid()
    released = {edition.year: edition.released_on for edition in grid.editions}
    every = compare_watch_list()
    compared = [(each, each.months_apart(released)) for each in every if each.listed]
    named = {each.market.pk for each in every}
    shown = {
        "editions": WatchListEdition.objects.public().order_by("year"),
        "both": [pair for pair in compared if pair[0].first_ustr_year],
        "eu_only": [each for each, _ in compared if not each.first_ustr_year],
        "named_only": [each for each in every if not each.listed],
        "ustr_only": [row.market for row in grid.rows if row.listed_years and row.market.pk not in named],
    }
    return render(request, "markets/watch_list_eu.html", shown)
