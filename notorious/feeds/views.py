"""`/feeds/….atom`"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from markets.tables.scope import permalink
from notorious.feeds.atom import TYPE, Entry, at_noon, feed
from notorious.feeds.entries import UNKNOWN, Story
from notorious.pages.markets import find_market
from notorious.tables.state import one_state


def _answer(key: str, title: str, path: str, entries: Sequence[Entry], subtitle: str = "") -> HttpResponse:
    since: datetime.datetime = at_noon(UNKNOWN)
    response = HttpResponse(feed(key, title, path, entries, since, subtitle), content_type=TYPE)
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """`/feeds/editions.atom`"""
    with one_state():
        return _answer("editions", "Notorious Markets Lists", "/editions/", Story().editions())


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """`/feeds/changes.atom`"""
    with one_state():
        return _answer(
            "changes",
            "Who came on the List, came back, or is not listed",
            "/editions/",
            Story().changes(),
            "Where there are too many for a feed, the first by name of the latest edition that has any. All are in "
            f"{permalink('/data/changes.csv')}.",
        )


@require_safe
def responses(request: HttpRequest) -> HttpResponse:
    """`/feeds/responses.atom`"""
    with one_state():
        return _answer("responses", "Responses to the Lists", "/responses/", Story().responses())


@require_safe
def market(request: HttpRequest, slug: str) -> HttpResponse:
    """`/feeds/markets/taobao.atom`; a merged market's feed leads to that of what it was merged into."""
    known = find_market(slug)
    if known.slug != slug:
        return redirect(f"/feeds/markets/{known.slug}.atom", permanent=True)
    with one_state():
        return _answer(
            f"markets/{slug}",
            f"{known.name} on the Notorious Markets Lists",
            known.get_absolute_url(),
            Story().market(known),
        )
