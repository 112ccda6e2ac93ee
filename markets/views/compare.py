"""`/compare/2016/2017/` and `/editions/2017/changes/`: two editions against each other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render

from markets.comparison import ComparisonFilter, compare
from markets.countries import country_name
from markets.grid import Grid, grid
from markets.models import KINDS, PUBLIC, Edition, Listing
from markets.models.market import CANONICAL
from markets.tables.filters import BadFilter


def changes(request: HttpRequest, year: int) -> HttpResponse:
    """An edition against the one before it."""
    whole = grid()
    later = edition_of(whole, year)
    at = whole.years.index(year)
    if at == 0:
        raise Http404(
            f"The {year} edition is the first in this record: there is none before it to compare it with."
        )
    return _page(request, whole, whole.editions[at - 1], later, against_the_one_before=True)


def comparison(request: HttpRequest, earlier: int, later: int) -> HttpResponse:
    """Any two editions, the earlier one first in the address."""
    if earlier == later:
        raise BadFilter("An edition cannot be compared with itself: name two editions.")
    if earlier > later:
        return HttpResponsePermanentRedirect(f"/compare/{later}/{earlier}/")
    whole = grid()
    return _page(request, whole, edition_of(whole, earlier), edition_of(whole, later))


def choose(request: HttpRequest) -> HttpResponse:
    """The form's address: on to the comparison's own, permanent one."""
    years = [request.GET.get(name, "") for name in ("earlier", "later")]
    if not all(re.fullmatch(r"\d{4}", year) for year in years):
        raise BadFilter("Name two editions to compare by their years, such as 2016 and 2017.")
    return redirect(f"/compare/{years[0]}/{years[1]}/")


def edition_of(whole: Grid, year: int) -> Edition:
    """The public edition of a year under review; 404 with a sentence where there is none."""
    found = next((edition for edition in whole.editions if edition.year == year), None)
    if found is None:
        known = f"{whole.years[0]} to {whole.years[-1]}" if whole.years else "none yet"
        raise Http404(f"There is no {year} edition in this record, which has: {known}.")
    return found


def countries_of(years: tuple[int, int]) -> dict[tuple[int, int], frozenset[str]]:
    """{(market, year): ISO codes} for two editions, as far as their own basis is public: one query."""
    found: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    rows = (
        Listing.objects.public()
        .filter(country_basis__in=PUBLIC, edition__year__in=years)
        .annotate(of=CANONICAL)
    )
    for market, year, codes in rows.order_by().values_list("of", "edition__year", "country_codes"):
        found[market, year].update(codes)
    return {key: frozenset(codes) for key, codes in found.items()}


def _page(
    request: HttpRequest, whole: Grid, earlier: Edition, later: Edition, against_the_one_before: bool = False
) -> HttpResponse:
    chosen = ComparisonFilter.from_query(request.GET)
    countries = countries_of((earlier.year, later.year))
    everything = compare(whole, earlier, later, countries)
    found = compare(whole, earlier, later, countries, chosen)
    names = Counter(code for group in everything.groups for each in group.markets for code in each.countries)
    shown = {
        "comparison": found,
        "coverage": [
            (each, name, whole.coverage.get((each.year, name)))
            for each in (earlier, later)
            for name, _ in KINDS
        ],
        "kind": chosen.kind,
        "country": chosen.country,
        "countries": sorted(
            ((code, country_name(code), count) for code, count in names.items()), key=lambda c: c[1]
        ),
        "against_the_one_before": against_the_one_before,
        "query": chosen.query_string(),
        "take": f"/compare/{earlier.year}/{later.year}",
    }
    return render(request, "markets/compare.html", shown)
