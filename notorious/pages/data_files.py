"""Downloads: every table, and every list page, as CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.core.exceptions import BadRequest
from django.db.models.functions import Coalesce
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    QueryDict,
)
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from markets.comparison import ComparisonFilter
from markets.models import PUBLIC, Edition, Listing
from markets.tables.columns import Row, Table
from markets.tables.listings import CHANGES, LISTINGS, changes_between
from markets.tables.scope import Scope
from notorious.pages.data_delivery import deliver
from notorious.pages.data_wanted import Rows, Wanted
from notorious.tables import TABLES
from notorious.tables.marks import Marks, stated
from notorious.tables.parameters import flag_of, one, profile_of, refuse_unknown
from notorious.tables.selection import selected
from responses.tables import DIALOGUE
from responses.tables.of_party import dialogue_of
from responses.views.parties import public_parties

OF_KIND = CHANGES.place("kind")


def wanted(
    table: Table,
    rows: Rows,
    extension: str,
    query: QueryDict,
    path: str,
    name: str = "",
    marks: Marks | None = None,
) -> Wanted:
    """The file that an address asks for. Raises BadFilter where a parameter cannot be."""
    stated = sorted((key, value) for key in query for value in query.getlist(key))
    return Wanted(
        table=table,
        rows=rows,
        extension=extension,
        profile=profile_of(query),
        key=f"{path}?{urlencode(stated)}",
        absences="absences" in table.options and flag_of(query, "absences"),
        name=name,
        marks=marks,
    )


def refused(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A bad parameter is answered with status 400 and the sentence alone: a file has no page to show it on."""

    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except BadRequest as problem:
            return HttpResponse(f"{problem}\n", status=400, content_type="text/plain; charset=utf-8")

    return require_safe(answer)


@refused
def table_file(request: HttpRequest, name: str, extension: str) -> HttpResponseBase:
    """`/data/timeline.csv`: a table, or what a filter leaves of it."""
    if name not in TABLES:
        raise Http404(f"There is no table “{name}”. There are: {', '.join(TABLES)}.")
    table = TABLES[name]
    beside = ["profile", *table.options]
    chosen = selected(table, request.GET, beside)
    return deliver(
        request, wanted(table, chosen.rows, extension, request.GET, request.path, marks=chosen.marks)
    )


@refused
def list_file(request: HttpRequest, name: str, extension: str) -> HttpResponseBase:
    """`/markets.csv`: what the list page of the same address shows, in its order."""
    table = TABLES[name]
    chosen = selected(table, request.GET, ["profile"], as_page=True)
    return deliver(
        request, wanted(table, chosen.rows, extension, request.GET, request.path, marks=chosen.marks)
    )


@refused
def edition_file(request: HttpRequest, year: str, extension: str) -> HttpResponseBase:
    """`/editions/2017.csv`: the listings of one edition."""
    _edition_or_404(year)
    refuse_unknown(request.GET, ["profile"])

    def rows(scope: Scope) -> Iterable[Row]:
        return LISTINGS.rows(replace(scope, years=(int(year),)))

    marks = stated(LISTINGS, {"year": int(year)})
    return deliver(
        request, wanted(LISTINGS, rows, extension, request.GET, request.path, f"listings-{year}", marks)
    )


@refused
def changes_file(request: HttpRequest, year: str, extension: str) -> HttpResponseBase:
    """`/editions/2017/changes.csv`: an edition against the one before."""
    _edition_or_404(year)
    before = Edition.objects.public().filter(year__lt=int(year)).order_by("-year").first()
    if before is None:
        raise Http404(f"The {year} edition is the first in this record: there is none before it.")
    return _compared(request, (before.year, int(year)), f"changes-{year}", extension)


@refused
def compare_file(request: HttpRequest, earlier: str, later: str, extension: str) -> HttpResponseBase:
    """`/compare/2016/2017.csv`: an edition against any other."""
    for year in (earlier, later):
        _edition_or_404(year)
    if earlier == later:
        raise BadRequest("An edition cannot be compared with itself: name two editions.")
    if earlier > later:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponsePermanentRedirect(f"/compare/{later}/{earlier}.{extension}{query}")
    return _compared(request, (int(earlier), int(later)), f"changes-{earlier}-{later}", extension)


def _compared(request: HttpRequest, pair: tuple[int, int], name: str, extension: str) -> HttpResponseBase:
    """What the page of the same address shows, under its filter."""
    stated = {each: one(request.GET, each) for each in ("kind", "country")}
    refuse_unknown(request.GET, ["profile", *stated])
    chosen = ComparisonFilter.from_query(stated)

    def rows(scope: Scope) -> Iterable[Row]:
        if chosen.country:
            scope = replace(scope, markets=_about(chosen.country, pair))
        found = changes_between(scope, pair)
        return (row for row in found if chosen.kind in ("", row[OF_KIND]))

    return deliver(request, wanted(CHANGES, rows, extension, request.GET, request.path, name))


def _about(country: str, years: tuple[int, int]) -> tuple[str, ...]:
    """The markets of which an entry in one of the editions is about this country: one query."""
    known = Listing.objects.public().filter(country_basis__in=PUBLIC, country_codes__contains=[country])
    slug = Coalesce("market__merged_into__slug", "market__slug")
    return tuple(known.filter(edition__year__in=years).order_by().values_list(slug, flat=True).distinct())


@refused
def party_file(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    """`/parties/alibaba-group.csv`: its markets in every edition, what was asked, what was answered, with links."""
    party = public_parties().filter(slug=slug).first()
    if party is None:
        raise Http404(f"There is no public party “{slug}”.")
    refuse_unknown(request.GET, ["profile"])

    def rows(scope: Scope) -> Iterable[Row]:
        return dialogue_of(party, scope)

    return deliver(request, wanted(DIALOGUE, rows, extension, request.GET, request.path, f"dialogue-{slug}"))


def _edition_or_404(year: str) -> None:
    if not Edition.objects.public().filter(year=int(year)).exists():
        raise Http404(f"There is no {year} List in this record.")
