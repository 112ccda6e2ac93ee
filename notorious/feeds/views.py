"""`/feeds/` and `/feeds/….atom`"""

import datetime
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from markets.countries import get_all_countries, get_country_name
from markets.tables.filtering import BadFilter, refuse_unknown
from notorious.feeds.entries import FeedSource
from notorious.feeds.record_feeds import list_corrections, list_hits, list_versions
from notorious.feeds.rendering import FeedEntry, render_feed
from notorious.limits import check_rate_limit, rate_limited_text
from notorious.pages.markets import find_market
from notorious.tables.parameters import read_single_value
from notorious.tables.state import current_scope
from responses.parties import public_parties

OF_RESPONSES = ("response", "responsepoint", "claim")
ATOM_TYPE = "application/atom+xml; charset=utf-8"


def _respond(
    key: str, title: str, path: str, entries: Sequence[FeedEntry], changed_at: datetime.datetime | None = None
) -> HttpResponse:
    return HttpResponse(render_feed(key, title, path, entries, changed_at), content_type=ATOM_TYPE)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`/feeds/`: all feeds there are."""
    return render(request, "pages/feed_index.html", {"parties": public_parties().order_by("name")})


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """`/feeds/editions.atom`"""
    source = FeedSource()
    changed = source.changed_at({"edition"})
    return _respond("editions", "Notorious Markets Lists", "/editions/", source.editions(), changed)


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """`/feeds/changes.atom`"""
    return _respond("changes", "Changes to the Notorious Markets List", "/editions/", FeedSource().changes())


@require_safe
def responses(request: HttpRequest) -> HttpResponse:
    """`/feeds/responses.atom`"""
    source = FeedSource()
    changed = source.changed_at(OF_RESPONSES)
    return _respond("responses", "Responses to the Lists", "/responses/", source.responses(), changed)


@require_safe
def market(request: HttpRequest, slug: str) -> HttpResponse:
    """`/feeds/markets/taobao.atom`; the feed of a merged market redirects."""
    known = find_market(slug)
    if known.slug != slug:
        return redirect(f"/feeds/markets/{known.slug}.atom", permanent=True)
    source = FeedSource()
    title = f"{known.name} on the Notorious Markets Lists"
    changed = source.changed_at({"listing", "market", *OF_RESPONSES}, known.slug)
    return _respond(f"markets/{slug}", title, known.get_absolute_url(), source.market(known), changed)


@require_safe
def party(request: HttpRequest, slug: str) -> HttpResponse:
    """`/feeds/parties/alibaba-group.atom`: what it said, and what happened to its markets."""
    known = get_object_or_404(public_parties(), slug=slug)
    entries = FeedSource().party(known)
    return _respond(f"parties/{slug}", known.name, known.get_absolute_url(), entries)


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """`/feeds/countries/cn.atom`: changes of markets that name the country."""
    if code.upper() not in get_all_countries():
        raise Http404(f"There is no country “{code}”.")
    title = f"Markets of {get_country_name(code.upper())} on the Notorious Markets Lists"
    return _respond(f"countries/{code}", title, f"/countries/{code}/", FeedSource().country(code.upper()))


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """`/feeds/corrections.atom`"""
    entries = list_corrections(FeedSource().corrections)
    return _respond("corrections", "Corrections", "/corrections/", entries)


@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    """`/feeds/versions.atom`"""
    return _respond("versions", "Versions of the data", "/data/", list_versions())


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`/feeds/search.atom?q=takedown`"""
    refuse_unknown(request.GET, ["q"])
    words = read_single_value(request.GET, "q").strip()
    if not words:
        raise BadFilter("Say with ?q= what to look for.")
    if seconds := check_rate_limit(request, "search"):
        return rate_limited_text(seconds)
    query = urlencode({"q": words})
    entries = list_hits(words, current_scope())
    return _respond(f"search?{query}", f"Search: {words}", f"/search/?{query}", entries)
