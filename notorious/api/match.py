"""`/api/v1/match`: one query with GET, many with POST, answered in the same order."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse

from markets.tables.filtering import BadFilter, make_printable, refuse_unknown
from notorious.check.answers import describe_version, make_answer_json, open_checker
from notorious.check.sheets import MOST_BYTES, MOST_ROWS


def match_queries(request: HttpRequest) -> HttpResponse:
    """Answer one query or many."""
    queries = _read_body(request) if request.method == "POST" else _read_address(request)
    checker = open_checker()
    answers = [make_answer_json(checker.check(query)) for query in queries]
    body = describe_version(checker) | ({"answers": answers} if request.method == "POST" else answers[0])
    response = HttpResponse(json.dumps(body, ensure_ascii=False), content_type="application/json")
    response["X-Data-Version"] = checker.scope.version
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
    return response


def _read_address(request: HttpRequest) -> list[str]:
    refuse_unknown(request.GET, ["q"])
    stated = request.GET.getlist("q")
    if len(stated) != 1:
        raise BadFilter("State one query with ?q=, or send many with POST.")
    return stated


def _read_body(request: HttpRequest) -> list[str]:
    refuse_unknown(request.GET, [])
    if len(request.body) > MOST_BYTES:
        raise BadFilter(f"The body has more than {MOST_BYTES // 1024 // 1024} MB. Send fewer queries.")
    try:
        body: Any = json.loads(request.body)
    except (ValueError, RecursionError) as reason:
        raise BadFilter('The body is not valid JSON. Send {"queries": ["vk.com", …]}.') from reason
    if not isinstance(body, dict) or not isinstance(body.get("queries"), list):
        raise BadFilter('The body has no list of queries. Send {"queries": ["vk.com", …]}.')
    if others := [name for name in body if name != "queries"]:
        raise BadFilter(f"The body has the unknown member “{make_printable(others[0])}”. It takes: queries.")
    queries: list[Any] = body["queries"]
    if not 1 <= len(queries) <= MOST_ROWS:
        raise BadFilter(f"“queries” has {len(queries):,} items. It takes 1 to {MOST_ROWS:,}.")
    for number, query in enumerate(queries, 1):
        if not isinstance(query, str):
            raise BadFilter(f"Query {number} is not text. Each query is a string.")
    return queries
