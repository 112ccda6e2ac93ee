"""`/api/v1/`: the tables as JSON, read only. Same names as the columns, same filters as the pages."""

import hashlib
import json
from collections.abc import Callable
from http import HTTPStatus
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response

from markets.tables.cells import format_json
from markets.tables.columns import Row, Table
from markets.tables.entries import read_never_listed
from markets.tables.filtering import refuse_unknown
from markets.tables.known import read_merged_ids
from markets.tables.markets import MARKETS
from markets.tables.scope import Scope, make_permalink
from notorious.api.openapi import describe_api
from notorious.api.paging import LONGEST_CURSOR, cut_page, limit_of, place_of
from notorious.api.problems import answer_problem, public
from notorious.tables import ALL, TABLES
from notorious.tables.parameters import read_single_value
from notorious.tables.selection import includes_absences, select_unread
from notorious.tables.shaping import SHAPING_PARAMETERS, pick_columns, read_shape
from notorious.tables.state import current_scope, repeatable_read


def _json(request: HttpRequest, scope: Scope, make: Callable[[], dict[str, Any]]) -> HttpResponse:
    """Return the answer, or 304 before anything is made. The tag is of the data version and of the address."""
    stated = f"{scope.state} {scope.version} {request.get_full_path()}"
    etag = f'W/"{hashlib.sha256(stated.encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag, int(scope.changed_at.timestamp()))
    if response is None:
        response = HttpResponse(json.dumps(make(), ensure_ascii=False), content_type="application/json")
    response["ETag"] = etag
    response["X-Data-Version"] = scope.version
    return response


def _object(table: Table, row: Row) -> dict[str, Any]:
    return {column.name: format_json(value, column) for column, value in zip(table.columns, row, strict=True)}


@public
def index(request: HttpRequest) -> HttpResponse:
    """`/api/v1/`: which tables there are."""
    refuse_unknown(request.GET, [])
    scope = current_scope()
    tables = [
        {
            "table": table.name,
            "title": table.title,
            "about": table.about,
            "url": make_permalink(f"/api/v1/{table.name}"),
        }
        for table in ALL
    ]
    return _json(
        request,
        scope,
        lambda: {
            "data_version": scope.version,
            "openapi": make_permalink("/api/v1/openapi.json"),
            "documentation": make_permalink("/api/"),
            "tables": tables,
        },
    )


@public
def openapi(request: HttpRequest) -> HttpResponse:
    """`/api/v1/openapi.json`"""
    refuse_unknown(request.GET, [])
    scope = current_scope()
    return _json(request, scope, describe_api)


@public
def rows(request: HttpRequest, name: str) -> HttpResponse:
    """`/api/v1/timeline?market=taobao&limit=50`: a page of a table."""
    if name not in TABLES:
        return answer_problem(
            HTTPStatus.NOT_FOUND, f"There is no table “{name}”. There are: {', '.join(TABLES)}."
        )
    table = TABLES[name]
    beside = ["limit", "cursor", *SHAPING_PARAMETERS, *table.options]
    chosen, shape = select_unread(table, request.GET, beside), read_shape(table, request.GET)
    limit, after = (
        limit_of(read_single_value(request.GET, "limit") if "limit" in request.GET else None),
        place_of(table, read_single_value(request.GET, "cursor", LONGEST_CURSOR), shape.sort),
    )
    absences = includes_absences(table, request.GET)

    def make() -> dict[str, Any]:
        with repeatable_read():
            scope = current_scope(absences)
            found = cut_page(table, chosen(scope), after, limit, shape.sort)
        shown, some = pick_columns(table, found.rows, shape.fields)
        return {
            "table": table.name,
            "data_version": scope.version,
            "license": table.license.name,
            "row_count": found.row_count,
            "next": _next(request.path, request.GET, found.next_cursor),
            "next_cursor": found.next_cursor or None,
            "rows": [_object(shown, row) for row in some],
        }

    return _json(request, current_scope(absences), make)


def _next(path: str, query: QueryDict, cursor: str) -> str | None:
    if not cursor:
        return None
    stated = query.copy()
    stated["cursor"] = cursor
    return make_permalink(f"{path}?{stated.urlencode(safe=',')}")


@public
def row(request: HttpRequest, name: str, key: str) -> HttpResponse:
    """`/api/v1/markets/taobao`: one row, by its key."""
    table = TABLES.get(name)
    if table is None or len(table.key) != 1:
        return answer_problem(HTTPStatus.NOT_FOUND, f"There is no table “{name}” whose rows have one id.")
    refuse_unknown(request.GET, ["fields"])
    shape = read_shape(table, request.GET)
    place = table.place(table.key[0])
    if table.key == MARKETS.key and (into := read_merged_ids().get(key)):
        stated = f"?{query}" if (query := request.META["QUERY_STRING"]) else ""
        return redirect(f"/api/v1/{name}/{into}{stated}", permanent=True)
    with repeatable_read():
        scope = current_scope("absences" in table.options)
        beside = table.records_beside(scope, read_never_listed()) if table.records_beside else ()
        rows = table.unread_rows_of(chain(table.records(scope), beside))
        record = next((each.record for each in rows if str(each[place]) == key), None)
        found = table.rows_of([record] if record else [])
    if not found:
        return answer_problem(HTTPStatus.NOT_FOUND, f"There is no row “{key}” in {name}.")
    shown, (only,) = pick_columns(table, found, shape.fields)
    return _json(
        request,
        scope,
        lambda: {
            "table": table.name,
            "data_version": scope.version,
            "license": table.license.name,
            "row": _object(shown, only),
        },
    )


@public
def nothing(request: HttpRequest, path: str) -> HttpResponse:
    """Any other address below `/api/v1/`."""
    return answer_problem(HTTPStatus.NOT_FOUND, "There is nothing at this address. See /api/v1/openapi.json.")
