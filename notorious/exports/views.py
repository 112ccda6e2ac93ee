"""Downloads: every table, and every list page, in every format."""

from collections.abc import Callable, Iterable, Sequence

from django.core.exceptions import BadRequest
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    QueryDict,
)
from django.utils.http import urlencode
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from markets.consistent_read import PAST
from markets.edition_lookup import find_edition
from markets.grid import build_grid
from markets.tables.columns import Row, Table
from markets.tables.filtering import refuse_unknown
from markets.tables.listings import LISTINGS
from markets.tables.scope import Scope
from notorious.exports.cache import cached_export, render_and_cache
from notorious.exports.geojson import write_geojson
from notorious.exports.options import EXPORT_PARAMETERS, read_options, shape_rows
from notorious.exports.package import WITH_ABSENCES
from notorious.exports.render import Export, render_export
from notorious.exports.responses import export_response
from notorious.exports.worker_files import worker_file_path
from notorious.limits import check_rate_limit, rate_limited_text, set_retry_after
from notorious.revision import request_scope
from notorious.tables import TABLES, TIMELINE
from notorious.tables.conditions import PAGE_ORDER, filter_of
from notorious.tables.selection import includes_absences, select_rows
from notorious.tables.shaping import read_shape
from notorious.tables.state import current_scope
from notorious.tables.versions import VERSIONS
from notorious.tables.wide import WIDE_TABLES, find_wide_table
from responses.parties import public_parties
from responses.tables import RECOMMENDATIONS_AND_RESPONSES
from responses.tables.of_party import recommendations_and_responses_of

MAX_NAME_LENGTH = 120
SECONDS_OF_WORKER = 60
Rows = Callable[[Scope], Iterable[Row]]


def export_table(
    request: HttpRequest,
    table: Table,
    rows: Rows,
    extension: str,
    name: str = "",
    sorted_as_page: bool = False,
) -> HttpResponse:
    """Answer with `rows` of `table` as a file. Raises BadFilter where a parameter is wrong.

    `sorted_as_page`: `sort` names an order of the list page, in which the rows come already.
    """
    options, shape = read_options(request.GET), read_shape(table, request.GET, sorted_as_page)
    absences = includes_absences(table, request.GET)
    stated = [(key, value) for key in sorted(request.GET) for value in request.GET.getlist(key)]
    past, stem, address = PAST.get(), _file_stem(table, stated), make_address(request)
    export = cached_export(request_scope(request, absences), address)
    if export is None:
        if seconds := check_rate_limit(request, "export"):
            return rate_limited_text(seconds)

        def render(scope: Scope) -> Export:
            shaped = shape_rows(table, rows(scope), shape, options.profile)
            return render_export(*shaped, scope, extension, options)

        export = render_and_cache(address, render, absences)
    mark = f"-{options.profile}" if extension == "csv" else ""
    dated = past.value if past else f"{export.modified:%Y-%m-%d}"
    file_name = f"notorious-{name or stem}-{dated}{mark}.{extension}"
    return export_response(request, export, file_name)


def _file_stem(table: Table, stated: Sequence[tuple[str, str]]) -> str:
    """`markets-country-cn`, so that files of several filters can share a folder."""
    chosen = [
        part
        for key, value in stated
        if key not in EXPORT_PARAMETERS and value
        for part in (key, slugify(value))
    ]
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
    if name == WITH_ABSENCES:
        query = request.GET.copy()
        query["absences"] = "1"
        request.GET, name = query, TIMELINE.name  # type: ignore[assignment]
    table = find_table(name)
    beside = [*EXPORT_PARAMETERS, *table.options]

    def rows(scope: Scope) -> Iterable[Row]:  # the form is read where no file is cached
        return select_rows(table, request.GET, beside)(scope)

    return export_table(request, table, rows, extension)


@refused
def list_file(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """`/markets.csv`: what the list page of the same address shows, in its order."""
    table = TABLES[name]
    ordered = PAGE_ORDER in filter_of(table, as_page=True).base_fields

    def rows(scope: Scope) -> Iterable[Row]:
        return select_rows(table, request.GET, EXPORT_PARAMETERS, as_page=True)(scope)

    return export_table(request, table, rows, extension, sorted_as_page=ordered)


@refused
def edition_file(request: HttpRequest, year: str, extension: str) -> HttpResponse:
    """`/editions/2017.csv`: the listings of one edition."""
    find_edition(build_grid(), int(year))
    refuse_unknown(request.GET, EXPORT_PARAMETERS)

    rows = select_rows(LISTINGS, QueryDict(f"year={year}"))

    return export_table(request, LISTINGS, rows, extension, f"listings-{year}")


@refused
def party_file(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """`/parties/alibaba-group.csv`: its markets in every edition, what was asked, what was answered, with links."""
    party = public_parties().filter(slug=slug).first()
    if party is None:
        raise Http404(f"There is no public party “{slug}”.")
    refuse_unknown(request.GET, EXPORT_PARAMETERS)

    def rows(scope: Scope) -> Iterable[Row]:
        return recommendations_and_responses_of(party, scope)

    name = f"recommendations_and_responses-{slug}"
    return export_table(request, RECOMMENDATIONS_AND_RESPONSES, rows, extension, name)


@refused
def worker_file(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """`/data/timeline.parquet`: a whole table, as the worker has written it since the data last changed."""
    refuse_unknown(request.GET, [])
    if PAST.get():
        raise BadRequest(f"A {extension} file is written of the present data only: take csv, xlsx or json.")
    absences = name == WITH_ABSENCES
    if not absences:
        find_table(name)
    export = cached_export(current_scope(absences), worker_file_path(name, extension))
    if export is None:
        return answer_not_written(
            "The worker writes this file after each change of the data, and has not done so yet."
        )
    return export_response(request, export, f"notorious-{name}-{export.modified:%Y-%m-%d}.{extension}")


def answer_not_written(why: str) -> HttpResponse:
    """Return the answer of a file that the worker has yet to write."""
    text = f"{why} Try again in a minute.\n"
    response = HttpResponse(text, status=503, content_type="text/plain; charset=utf-8")
    return set_retry_after(response, SECONDS_OF_WORKER)


@refused
def places_file(request: HttpRequest) -> HttpResponse:
    """`/data/physical-markets.geojson`: the rows of the timeline about physical markets, on a map."""
    query = request.GET.copy()
    if query.get("kind", "physical") != "physical":
        raise BadRequest("This file holds physical markets: leave “kind” out.")
    query["kind"] = "physical"
    chosen = select_rows(TIMELINE, query, ["absences"])
    absences = includes_absences(TIMELINE, query)
    address = make_address(request)
    export = cached_export(request_scope(request, absences), address)
    if export is None:
        if seconds := check_rate_limit(request, "export"):
            return rate_limited_text(seconds)

        def render(scope: Scope) -> Export:
            rows = list(chosen(scope))
            content = write_geojson(TIMELINE, rows, scope)
            return Export(content, len(rows), scope.version, scope.changed_at)

        export = render_and_cache(address, render, absences)
    return export_response(request, export, f"notorious-physical-markets-{export.modified:%Y-%m-%d}.geojson")


def find_table(name: str) -> Table:
    """Return a table by its name in addresses. Raises Http404."""
    table = VERSIONS if name == VERSIONS.name else TABLES.get(name) or find_wide_table(name)
    if table is None:
        names = ", ".join([*TABLES, *WIDE_TABLES, VERSIONS.name])
        raise Http404(f"There is no table “{name}”. There are: {names}.")
    return table


def make_address(request: HttpRequest) -> str:
    """Return the address in one spelling, with the past state that is shown."""
    stated = sorted((key, value) for key in request.GET for value in request.GET.getlist(key))
    if past := PAST.get():
        stated.append(("past", past.query))
    return f"{request.path}?{urlencode(stated)}"
