"""Downloads: every table, and every list page, as CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.core.exceptions import BadRequest
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
)
from django.utils.http import urlencode
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from markets.models import Edition
from markets.models.version import PAST
from markets.tables.columns import Row, Table
from markets.tables.filtering import refuse_unknown
from markets.tables.listings import LISTINGS
from markets.tables.scope import Scope
from notorious.exports.cache import cached_export, render_and_cache
from notorious.exports.render import render_export
from notorious.exports.responses import export_response
from notorious.limits import check_rate_limit, rate_limited_text
from notorious.tables import TABLES
from notorious.tables.parameters import flag_of, profile_of
from notorious.tables.selection import select_rows
from notorious.tables.state import current_scope
from responses.parties import public_parties
from responses.tables import RECOMMENDATIONS_AND_RESPONSES
from responses.tables.of_party import recommendations_and_responses_of

MAX_NAME_LENGTH = 120
LISTING_YEAR = LISTINGS.place("year")
Rows = Callable[[Scope], Iterable[Row]]


def export_table(
    request: HttpRequest, table: Table, rows: Rows, extension: str, name: str = ""
) -> HttpResponse:
    """Answer with `rows` of `table` as a file. Raises BadFilter where a parameter is wrong."""
    profile = profile_of(request.GET)
    absences = "absences" in table.options and flag_of(request.GET, "absences")
    stated = sorted((key, value) for key in request.GET for value in request.GET.getlist(key))
    past, stem = PAST.get(), _file_stem(table, stated)
    if past:
        stated.append(("past", past.query))
    address = f"{request.path}?{urlencode(stated)}"
    export = cached_export(current_scope(absences), address)
    if export is None:
        if seconds := check_rate_limit(request, "export"):
            return rate_limited_text(seconds)
        export = render_and_cache(
            address, lambda scope: render_export(table, rows(scope), scope, extension, profile), absences
        )
    mark = f"-{profile}" if extension == "csv" else ""
    dated = past.query.partition("=")[2] if past else f"{export.modified:%Y-%m-%d}"
    file_name = f"notorious-{name or stem}-{dated}{mark}.{extension}"
    return export_response(request, export, file_name)


def _file_stem(table: Table, stated: Sequence[tuple[str, str]]) -> str:
    """`markets-country-cn`, so that files of several filters can share a folder."""
    chosen = [part for key, value in stated if key != "profile" and value for part in (key, slugify(value))]
    return "-".join([table.name, *chosen])[:MAX_NAME_LENGTH].rstrip("-")


def refused(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A bad parameter is answered with status 400 and the sentence alone: a file has no page to show it on."""

    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except BadRequest as problem:
            return HttpResponse(f"{problem}\n", status=400, content_type="text/plain; charset=utf-8")

    return require_safe(answer)


@refused
def table_file(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """`/data/timeline.csv`: a table, or what a filter leaves of it."""
    if name not in TABLES:
        raise Http404(f"There is no table “{name}”. There are: {', '.join(TABLES)}.")
    table = TABLES[name]
    beside = ["profile", *table.options]
    return export_table(request, table, select_rows(table, request.GET, beside), extension)


@refused
def list_file(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """`/markets.csv`: what the list page of the same address shows, in its order."""
    table = TABLES[name]
    chosen = select_rows(table, request.GET, ["profile"], as_page=True)
    return export_table(request, table, chosen, extension)


@refused
def edition_file(request: HttpRequest, year: str, extension: str) -> HttpResponse:
    """`/editions/2017.csv`: the listings of one edition."""
    edition_or_404(year)
    refuse_unknown(request.GET, ["profile"])

    def rows(scope: Scope) -> Iterable[Row]:
        return [row for row in LISTINGS.rows(scope) if row[LISTING_YEAR] == int(year)]

    return export_table(request, LISTINGS, rows, extension, f"listings-{year}")


@refused
def party_file(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """`/parties/alibaba-group.csv`: its markets in every edition, what was asked, what was answered, with links."""
    party = public_parties().filter(slug=slug).first()
    if party is None:
        raise Http404(f"There is no public party “{slug}”.")
    refuse_unknown(request.GET, ["profile"])

    def rows(scope: Scope) -> Iterable[Row]:
        return recommendations_and_responses_of(party, scope)

    name = f"recommendations_and_responses-{slug}"
    return export_table(request, RECOMMENDATIONS_AND_RESPONSES, rows, extension, name)


def edition_or_404(year: str) -> None:
    """Raises Http404 where there is no public edition of this year."""
    if not Edition.objects.public().filter(year=int(year)).exists():
        raise Http404(f"There is no {year} List in this record.")
