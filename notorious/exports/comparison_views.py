"""Files of what has changed from one edition to another."""

from collections.abc import Iterable

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from markets.comparison import ComparisonFilter, find_changes
from markets.edition_lookup import find_edition
from markets.grid import build_grid
from markets.models import Edition
from markets.tables.changes import CHANGES, ChangeRecord, changes_between
from markets.tables.columns import Row
from markets.tables.scope import Scope
from notorious.exports.options import EXPORT_PARAMETERS
from notorious.exports.views import export_table, refused


@refused
def changes_file(request: HttpRequest, year: str, extension: str) -> HttpResponse:
    """`/editions/2017/changes.csv`: an edition against the previous edition."""
    find_edition(build_grid(), int(year))
    before = Edition.objects.public().filter(year__lt=int(year)).order_by("-year").first()
    if before is None:
        raise Http404(f"The {year} edition is the first in this record: there is none before it.")
    chosen = ComparisonFilter.from_query(request.GET, EXPORT_PARAMETERS)

    def rows(scope: Scope) -> Iterable[Row]:
        pairs = [each for each in changes_between(scope) if each.edition.year == int(year)]
        return _select_changes(pairs, (before.year, int(year)), chosen)

    return export_table(request, CHANGES, rows, extension, f"changes-{year}")


@refused
def compare_file(request: HttpRequest, earlier: str, later: str, extension: str) -> HttpResponse:
    """`/compare/2016/2017.csv`: an edition against any other."""
    for year in (earlier, later):
        find_edition(build_grid(), int(year))
    if earlier == later:
        raise BadRequest("An edition cannot be compared with itself: name two editions.")
    if earlier > later:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponsePermanentRedirect(f"/compare/{later}/{earlier}.{extension}{query}")
    pair = (int(earlier), int(later))
    chosen = ComparisonFilter.from_query(request.GET, EXPORT_PARAMETERS)

    def rows(scope: Scope) -> Iterable[Row]:
        return _select_changes(changes_between(scope, pair), pair, chosen)

    return export_table(request, CHANGES, rows, extension, f"changes-{earlier}-{later}")


def _select_changes(
    changes: Iterable[ChangeRecord], pair: tuple[int, int], chosen: ComparisonFilter
) -> list[Row]:
    """The rows of the markets that the page of two editions shows under its filter, in the order of the table."""
    passing = {each.market.pk for each in chosen.apply(find_changes(build_grid(), *pair))}
    found = [each for each in changes if each.market.pk in passing]
    return sorted(CHANGES.rows_of(found), key=CHANGES.sort_key())
