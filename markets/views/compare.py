"""`/compare/2016/2017/` and `/editions/2017/changes/`: two editions against each other, one page."""

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render

from markets.comparison import ChangeGroup, ComparisonFilter, MarketChange, compare_editions, find_changes
from markets.edition_lookup import find_edition
from markets.grid import Grid, build_grid
from markets.models import KINDS, Edition
from markets.paging import get_page
from markets.tables.filtering import BadFilter, refuse_unknown
from markets.views.change_bar import draw_change_bar


def show_changes(request: HttpRequest, year: int) -> HttpResponse:
    """Return an edition against the previous one."""
    whole = build_grid()
    later = find_edition(whole, year)
    at = whole.years.index(year)
    if at == 0:
        raise Http404(f"The {year} edition is the first in this record. There is no previous one to compare.")
    return _show_page(request, whole, whole.editions[at - 1], later)


def show_comparison(request: HttpRequest, earlier: int, later: int) -> HttpResponse:
    """Any two editions, the earlier one first in the address."""
    if earlier == later:
        raise BadFilter("An edition cannot be compared with itself: name two editions.")
    if earlier > later:
        return HttpResponsePermanentRedirect(f"/compare/{later}/{earlier}/")
    whole = build_grid()
    return _show_page(request, whole, find_edition(whole, earlier), find_edition(whole, later))


def choose_editions(request: HttpRequest) -> HttpResponse:
    """Return the form's address: on to the comparison's own, permanent one; the form itself where no two are named."""
    names = ("earlier", "later")
    refuse_unknown(request.GET, names)
    years = [request.GET.get(name, "") for name in names]
    if not all(years):
        return render(request, "markets/choose.html", {"grid": build_grid()})
    if not all(re.fullmatch(r"\d{4}", year) for year in years):
        raise BadFilter("Name two editions to compare by their years, such as 2016 and 2017.")
    return redirect(f"/compare/{years[0]}/{years[1]}/")


def _show_page(request: HttpRequest, whole: Grid, earlier: Edition, later: Edition) -> HttpResponse:
    chosen = ComparisonFilter.from_query(request.GET, ["page"])
    compared = compare_editions(whole, earlier, later, chosen)
    page = get_page([each for group in compared.groups for each in group.markets], request.GET)
    take = f"/compare/{earlier.year}/{later.year}"
    shown = {
        "comparison": compared,
        "page": page,
        "grid": whole,
        "groups": [_narrow_group(group, list(page)) for group in compared.groups],
        "bar": draw_change_bar({group.change: group.markets for group in compared.groups}),
        "exact": whole.is_complete(earlier) and whole.is_complete(later),
        "minimums": [name for name, _ in KINDS if not _knows_all(whole, name, earlier, later)],
        "coverage": [
            (each, [(name, whole.coverage.get((each.year, name))) for name, _ in KINDS])
            for each in (earlier, later)
        ],
        "facets": chosen.facets(find_changes(whole, earlier.year, later.year)),
        "chosen": chosen,
        "query": chosen.query_string(),
        "take": take,
        "canonical": f"{settings.SITE_URL}{take}/",
    }
    return render(request, "markets/compare.html", shown)


def _knows_all(whole: Grid, kind: str, *editions: Edition) -> bool:
    covers = [whole.coverage.get((edition.year, kind)) for edition in editions]
    return all(cover is None or cover.complete for cover in covers)


def _narrow_group(group: ChangeGroup, shown: list[MarketChange]) -> tuple[ChangeGroup, list[MarketChange]]:
    """Return a group, and those of its markets that this page shows."""
    return group, [each for each in shown if each.change is group.change]
