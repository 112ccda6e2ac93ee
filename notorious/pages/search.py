"""`/search/?q=`: words, names and domains over the whole public record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from markets.countries import get_country_name
from markets.search.engine import CONDITION_VALUES, HITS_PER_PAGE, SearchResults, find_page
from markets.search.names import NameMatch, find_markets_by_name
from markets.search.source import Hit
from markets.search.sql import is_statement_timeout, search_transaction
from markets.search.words import Search
from markets.tables.filtering import BadFilter
from markets.tables.scope import make_permalink
from notorious.limits import check_rate_limit, rate_limit_sentence, rate_limited_response, set_retry_after
from notorious.pages.search_places import describe_markets, find_nearest_names, find_places, suggest_words
from notorious.revision import shown_version
from notorious.tables.hits import HIT_KINDS, SEARCH_SOURCES, read_search
from responses.filters import known_parties
from responses.search import find_parties_by_name

CONDITION_LABELS = {"kind": "Kind", "year": "Edition", "country": "Country", "party": "Party"}


@dataclass(frozen=True, slots=True)
class SearchOption:
    """One value of a condition; `query` is the address that has it, or that takes it off where it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool
    query: str


@require_safe
def show_search(request: HttpRequest) -> HttpResponse:
    """Return the page. A search that cannot be is answered with 400 and one sentence."""
    asked = read_search(request.GET, ["page"])
    if not asked.q:
        return render(request, "pages/search.html", {"search": asked})
    if seconds := check_rate_limit(request, "search"):
        return rate_limited_response(request, seconds)
    found, named = _find_hits(asked, request.GET)
    if found is None:
        return render(request, "pages/search.html", {"search": asked, "too_long": True}, status=503)
    shown = {
        "search": asked,
        "found": found,
        "groups": _group_hits(hit for _, hit in found.hits),
        "named": describe_markets(named),
        "places": [] if asked.narrowed or found.page.number > 1 else find_places(asked.q),
        "suggested": "" if found.total or named else suggest_words(asked.q),
        "nearest": [] if found.total or named else find_nearest_names(asked.q),
        "facets": _make_facets(asked, found),
        "chosen": [
            (CONDITION_LABELS[name], _label_value(name, value), asked.query_string(**{name: ""}))
            for name, value in asked.stated().items()
            if name != "q"
        ],
        "query": asked.query_string(),
    }
    return render(request, "pages/search.html", shown)


@require_safe
def send_search_json(request: HttpRequest) -> HttpResponse:
    """Return the page for code, with its counts; all hits are in `/search.json`. An error has one member, `error`."""
    try:
        asked = read_search(request.GET, ["page"])
        if not asked.q:
            raise BadFilter("Say with ?q= what to look for.")
    except BadFilter as problem:
        return JsonResponse({"error": str(problem)}, status=400)
    if seconds := check_rate_limit(request, "search"):
        return set_retry_after(JsonResponse({"error": rate_limit_sentence(seconds)}, status=429), seconds)
    try:
        found, named = _find_hits(asked, request.GET)
    except BadFilter as problem:
        return JsonResponse({"error": str(problem)}, status=400)
    if found is None:
        return JsonResponse({"error": "This search takes too long: add a rarer word."}, status=503)
    body = {
        "q": asked.q,
        "data_version": shown_version(request),
        "total": found.total,
        "counts": {name: dict(values) for name, values in found.counts.items()},
        "names": [
            {"name": each.name, "permalink": make_permalink(each.path), "about": each.about} for each in named
        ],
        "hits": [
            {
                "kind": kind,
                "title": hit.title,
                "permalink": make_permalink(hit.address),
                "about": hit.about,
                "text": hit.text,
            }
            for kind, hit in found.hits
        ],
        "next": _next_address(asked, found),
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


def _group_hits(hits: Iterable[Hit]) -> list[list[Hit]]:
    """Return the hits, those of one market that have no passage together at the first one, the latest List first."""
    groups: dict[object, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.market or hit, []).append(hit)
    return [sorted(group, key=lambda hit: -hit.year) for group in groups.values()]


def _next_address(asked: Search, found: SearchResults) -> str | None:
    if not found.page.has_next():
        return None
    return f"/search/page.json?{asked.query_string()}&page={found.page.next_page_number()}"


def _find_hits(asked: Search, query: Mapping[str, str]) -> tuple[SearchResults | None, list[NameMatch]]:
    """None where the database gave up after three seconds. Names are shown on the first page alone."""
    try:
        with search_transaction():
            found = find_page(SEARCH_SOURCES, asked, query)
            if found.page.number > 1 or asked.narrowed:
                return found, []
            # What is in more texts than a page shows is a word, and no misspelt name.
            # In quotes only the exact letters count.
            misspelt = found.total <= HITS_PER_PAGE and '"' not in asked.q
            named = [
                *find_markets_by_name(asked.name, misspelt),
                *find_parties_by_name(asked.name, misspelt),
            ]
    except OperationalError as problem:
        if not is_statement_timeout(problem):
            raise
        return None, []
    return found, named


def _make_facets(asked: Search, found: SearchResults) -> list[tuple[str, str, list[SearchOption]]]:
    """(name, label, values) of every condition that has a value to choose."""
    facets = []
    for name in CONDITION_VALUES:
        counts = found.counts.get(name, {})
        chosen = getattr(asked, name)
        options = [
            SearchOption(
                value,
                _label_value(name, value),
                count,
                value == chosen,
                asked.query_string(**{name: "" if value == chosen else value}),
            )
            for value, count in _sort_values(name, counts)
        ]
        if options:
            facets.append((name, CONDITION_LABELS[name], options))
    return facets


def _sort_values(name: str, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    if name == "kind":
        return [(kind, counts[kind]) for kind in HIT_KINDS if kind in counts]
    if name == "year":
        return sorted(counts.items(), reverse=True)
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _label_value(name: str, value: str) -> str:
    if name == "country":
        return get_country_name(value)
    if name == "party":
        return known_parties().get(value, value)
    return HIT_KINDS[value] if name == "kind" else value
