"""Downloads: every table, and every list page, as CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from django.core.exceptions import BadRequest
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
)
from django.utils.http import urlencode
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from markets.models import Edition
from markets.tables.columns import Row, Table
from markets.tables.listings import LISTINGS
from markets.tables.scope import Scope
from notorious.pages.data_delivery import deliver
from notorious.pages.data_wanted import Rows, Wanted
from notorious.tables import TABLES
from notorious.tables.marks import Marks, stated
from notorious.tables.parameters import flag_of, profile_of, refuse_unknown
from notorious.tables.selection import selected
from responses.tables import RECOMMENDATIONS_AND_RESPONSES
from responses.tables.of_party import recommendations_and_responses_of
from responses.views.parties import public_parties

LONGEST_NAME = 120


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
        name=name or _named(table, stated),
        marks=marks,
    )


def _named(table: Table, stated: Sequence[tuple[str, str]]) -> str:
    """`markets-country-cn`: files of several filters lie in one folder."""
    chosen = [part for key, value in stated if key != "profile" and value for part in (key, slugify(value))]
    return "-".join([table.name, *chosen])[:LONGEST_NAME].rstrip("-")


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
    edition_or_404(year)
    refuse_unknown(request.GET, ["profile"])

    def rows(scope: Scope) -> Iterable[Row]:
        return LISTINGS.rows(replace(scope, years=(int(year),)))

    marks = stated(LISTINGS, {"year": int(year)})
    return deliver(
        request, wanted(LISTINGS, rows, extension, request.GET, request.path, f"listings-{year}", marks)
    )


@refused
def party_file(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    """`/parties/alibaba-group.csv`: its markets in every edition, what was asked, what was answered, with links."""
    party = public_parties().filter(slug=slug).first()
    if party is None:
        raise Http404(f"There is no public party “{slug}”.")
    refuse_unknown(request.GET, ["profile"])

    def rows(scope: Scope) -> Iterable[Row]:
        return recommendations_and_responses_of(party, scope)

    return deliver(
        request,
        wanted(
            RECOMMENDATIONS_AND_RESPONSES,
            rows,
            extension,
            request.GET,
            request.path,
            f"recommendations_and_responses-{slug}",
        ),
    )


def edition_or_404(year: str) -> None:
    """Raises Http404 where there is no public edition of this year."""
    if not Edition.objects.public().filter(year=int(year)).exists():
        raise Http404(f"There is no {year} List in this record.")
