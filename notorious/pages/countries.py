"""Roll-ups: all that concerns one country, one category, one harm; and the indexes of them."""

import re
from collections import Counter
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from markets.countries import get_country_name
from markets.grid import Grid, build_grid
from markets.listing_values import (
    ROLLUPS,
    Rollup,
    count_listings,
    find_markets,
    find_value,
    read_listing_values,
)
from markets.models import Edition, Market, Recommendation
from markets.paging import get_page
from markets.tables.entries import MarketEntry, by_kind
from markets.tables.filtering import BadFilter, word_refusal
from markets.tables.filters import ORDERS, label_value
from markets.views.matrix_table import format_matrix
from notorious.pages.charts.world_map import (
    CountryMap,
    draw_country_map,
    draw_sparkline,
    list_mappable_lists,
)
from notorious.tables.tallies import Line
from responses.models import Response


def show_rollup_index(request: HttpRequest, rollup: str) -> HttpResponse:
    """`/countries/`, `/categories/`, `/harms/`: every value with its counts."""
    found = ROLLUPS[rollup]
    lines, latest = count_rollup(found)
    grid, counted = build_grid(), count_listings(found, read_listing_values())
    shown = {
        "rollup": found,
        "lines": [(line, draw_sparkline(_list_counts(grid, counted[line.value]))) for line in lines],
        "latest": latest,
        "map": _choose_map(grid, request.GET.get("map", "")) if rollup == "countries" else None,
        "maps": [(name, f"{year} {kind}") for name, (year, kind) in list_mappable_lists(grid).items()],
    }
    return render(request, "pages/rollups.html", shown)


def _choose_map(grid: Grid, name: str) -> CountryMap | None:
    """The map that the address asks for, else that of the latest complete list; None where no list is complete."""
    known = list_mappable_lists(grid)
    if name and name not in known:
        raise BadFilter(word_refusal("map", name, list(known)))
    return draw_country_map(*known[name or next(iter(known))]) if known else None


def _list_counts(grid: Grid, by_year: Counter[int]) -> list[tuple[int, int, bool]]:
    """(year, listings, whether all are known) for each edition."""
    return [(edition.year, by_year[edition.year], grid.is_complete(edition)) for edition in grid.editions]


def count_rollup(found: Rollup) -> tuple[list[Line], int]:
    """Return every value with its counts, most listings first; and the latest edition, 0 where there is none."""
    grid, listings = build_grid(), read_listing_values()
    years = grid.years
    markets, counted = find_markets(found, listings), count_listings(found, listings)
    latest = years[-1] if years else 0
    # Zero is a count only where the whole edition is complete here; elsewhere it is unknown.
    zero = 0 if grid.editions and grid.is_complete(grid.editions[-1]) else None
    lines = [
        Line(
            value,
            label_value(found.name, value),
            found.address(value),
            len(markets[value]),
            sum(counted[value].values()),
            counted[value][latest] or zero,
        )
        for value in counted
    ]
    lines.sort(key=lambda line: (-line.listings, line.words))
    return lines, latest


def show_rollup_value(request: HttpRequest, rollup: str, slug: str) -> HttpResponse:
    """`/countries/cn/`: its markets by edition, what was asked of them, and what was answered."""
    found = ROLLUPS[rollup]
    grid, listings = build_grid(), read_listing_values()
    chosen = find_value(found, slug)
    if not chosen:
        if other := find_value(found, slug.lower()):
            return redirect(found.address(other), permanent=True)
        raise Http404(
            f"No listing in this record has the {found.word} “{_describe_value(found, slug)}”."
            " There may be one that we have not identified."
        )
    markets = find_markets(found, listings)[chosen]
    entries = [MarketEntry(row, ()) for row in grid.rows if row.market.pk in markets]
    groups = by_kind(sorted(entries, key=ORDERS["first"]))
    page = get_page([entry for group in groups.values() for entry in group], request.GET)
    counts = {kind: len(group) for kind, group in groups.items()}
    of_them = {"market__in": Market.objects.with_merged(markets)}
    shown = {
        "rollup": found,
        "value": chosen,
        "words": label_value(found.name, chosen),
        "slug": slug,
        "take": found.address(chosen).rstrip("/"),
        "count": len(markets),
        "page": page,
        "matrix": format_matrix(grid, by_kind(list(page)), counts),
        "kinds": [kind for kind, count in counts.items() if count],
        "per_edition": list_counts_by_kind(
            grid, found, chosen, [kind for kind, count in counts.items() if count]
        ),
        "recommendations": Recommendation.objects.public()
        .filter(**of_them)
        .select_related("market", "edition")
        .order_by("market__name", "market_id", "-edition__year", "-kind", "ordinal"),
        "responses": Response.objects.public()
        .filter(**of_them)
        .select_related("party", "market__merged_into", "edition")
        .order_by("-said_on"),
    }
    return render(request, "pages/rollup.html", shown)


def list_counts_by_kind(
    grid: Grid, found: Rollup, chosen: str, kinds: Sequence[str]
) -> list[tuple[Edition, list[tuple[str, int, bool]]]]:
    """Return each edition with (kind, listings identified, whether our list of that kind is complete)."""
    tallies = {
        kind: count_listings(found, [each for each in read_listing_values() if each.kind == kind]).get(
            chosen, Counter[int]()
        )
        for kind in kinds
    }
    covers = {
        (edition.year, kind): grid.coverage.get((edition.year, kind))
        for edition in grid.editions
        for kind in kinds
    }
    # An edition that does not cover a kind lists none of it.
    complete = {place: cover is None or cover.complete for place, cover in covers.items()}
    return [
        (edition, [(kind, tallies[kind][edition.year], complete[edition.year, kind]) for kind in kinds])
        for edition in grid.editions
    ]


def _describe_value(rollup: Rollup, slug: str) -> str:
    if rollup.name == "country" and re.fullmatch("[A-Za-z]{2}", slug):
        return get_country_name(slug.upper())
    return slug.replace("-", " ")
