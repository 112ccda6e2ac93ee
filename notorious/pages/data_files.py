"""Downloads: every table, and every list page, as CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.core.exceptions import BadRequest
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

from markets.models import Edition
from markets.tables.columns import Row, Table
from markets.tables.listings import CHANGES, LISTINGS, changes_between
from markets.tables.scope import Scope
from notorious.pages.data_delivery import Rows, Wanted, deliver
from notorious.tables import TABLES
from notorious.tables.parameters import flag_of, profile_of, refuse_unknown
from notorious.tables.selection import selected
from responses.tables import DIALOGUE
from responses.tables.of_party import dialogue_of
from responses.views.parties import public_parties


def wanted(table: Table, rows: Rows, extension: str, query: QueryDict, path: str, name: str = "") -> Wanted:
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
    rows = selected(table, request.GET, beside)
    asked = wanted(table, rows, extension, request.GET, request.path)
    return deliver(request, replace(asked, whole=set(request.GET) <= set(beside)))


@refused
def list_file(request: HttpRequest, name: str, extension: str) -> HttpResponseBase:
    """`/markets.csv`: what the list page of the same address shows, in its order."""
    table = TABLES[name]
    rows = selected(table, request.GET, ["profile"], as_page=True)
    return deliver(request, wanted(table, rows, extension, request.GET, request.path))


@refused
def edition_file(request: HttpRequest, year: str, extension: str) -> HttpResponseBase:
    """`/editions/2017.csv`: the listings of one edition."""
    _edition_or_404(year)
    refuse_unknown(request.GET, ["profile"])
    return deliver(
        request,
        wanted(
            LISTINGS,
            lambda scope: _of_year(LISTINGS.rows(scope), 1, int(year)),
            extension,
            request.GET,
            request.path,
            f"listings-{year}",
        ),
    )


@refused
def changes_file(request: HttpRequest, year: str, extension: str) -> HttpResponseBase:
    """`/editions/2017/changes.csv`: an edition against the one before."""
    _edition_or_404(year)
    refuse_unknown(request.GET, ["profile"])
    return deliver(
        request,
        wanted(
            CHANGES,
            lambda scope: _of_year(CHANGES.rows(scope), 2, int(year)),
            extension,
            request.GET,
            request.path,
            f"changes-{year}",
        ),
    )


@refused
def compare_file(request: HttpRequest, earlier: str, later: str, extension: str) -> HttpResponseBase:
    """`/compare/2016/2017.csv`: an edition against any other."""
    for year in (earlier, later):
        _edition_or_404(year)
    refuse_unknown(request.GET, ["profile"])
    if earlier == later:
        raise BadRequest("An edition cannot be compared with itself: name two editions.")
    if earlier > later:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponsePermanentRedirect(f"/compare/{later}/{earlier}.{extension}{query}")

    def rows(scope: Scope) -> Iterable[Row]:
        return changes_between(scope, (int(earlier), int(later)))

    named = f"changes-{earlier}-{later}"
    return deliver(request, wanted(CHANGES, rows, extension, request.GET, request.path, named))


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


def _of_year(rows: Iterable[Row], place: int, year: int) -> Iterable[Row]:
    return (row for row in rows if row[place] == year)
