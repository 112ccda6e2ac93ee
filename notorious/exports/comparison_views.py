"""Files of what has changed from one edition to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.core.exceptions import BadRequest
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from markets.comparison import ComparisonFilter
from markets.models import PUBLIC, Edition, Listing
from markets.tables.columns import Row
from markets.tables.listings import CHANGES, changes_between
from markets.tables.scope import Scope
from notorious.exports.views import edition_or_404, export_table, refused
from notorious.tables.parameters import one, refuse_unknown

OF_KIND = CHANGES.place("kind")


@refused
def changes_file(request: HttpRequest, year: str, extension: str) -> HttpResponse:
    """`/editions/2017/changes.csv`: an edition against the one before."""
    edition_or_404(year)
    before = Edition.objects.public().filter(year__lt=int(year)).order_by("-year").first()
    if before is None:
        raise Http404(f"The {year} edition is the first in this record: there is none before it.")
    chosen = _comparison(request)
    compared = Changed((before.year, int(year)), chosen)

    def rows(scope: Scope) -> Iterable[Row]:
        return compared.passing(changes_between(replace(compared.among(scope), years=(int(year),))))

    return export_table(request, CHANGES, rows, extension, f"changes-{year}")


@refused
def compare_file(request: HttpRequest, earlier: str, later: str, extension: str) -> HttpResponse:
    """`/compare/2016/2017.csv`: an edition against any other."""
    for year in (earlier, later):
        edition_or_404(year)
    if earlier == later:
        raise BadRequest("An edition cannot be compared with itself: name two editions.")
    if earlier > later:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponsePermanentRedirect(f"/compare/{later}/{earlier}.{extension}{query}")
    pair = (int(earlier), int(later))
    compared = Changed(pair, _comparison(request))

    def rows(scope: Scope) -> Iterable[Row]:
        return compared.passing(changes_between(compared.among(scope), pair))

    return export_table(request, CHANGES, rows, extension, f"changes-{earlier}-{later}")


def _comparison(request: HttpRequest) -> ComparisonFilter:
    asked = {each: one(request.GET, each) for each in ("kind", "country")}
    refuse_unknown(request.GET, ["profile", *asked])
    return ComparisonFilter.from_query(asked)


@dataclass(frozen=True, slots=True)
class Changed:
    """What the page of two editions shows, under its filter."""

    pair: tuple[int, int]
    chosen: ComparisonFilter

    def among(self, scope: Scope) -> Scope:
        country = self.chosen.country
        return replace(scope, markets=_about(country, self.pair)) if country else scope

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        return (row for row in rows if self.chosen.kind in ("", row[OF_KIND]))


def _about(country: str, years: tuple[int, int]) -> tuple[str, ...]:
    """The markets of which an entry in one of the editions is about this country: one query."""
    known = Listing.objects.public().filter(country_basis__in=PUBLIC, country_codes__contains=[country])
    slug = Coalesce("market__merged_into__slug", "market__slug")
    return tuple(known.filter(edition__year__in=years).order_by().values_list(slug, flat=True).distinct())
