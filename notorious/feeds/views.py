"""`/feeds/….atom`"""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from notorious.feeds.entries import FeedSource
from notorious.feeds.rendering import FeedEntry, render_feed
from notorious.pages.markets import find_market
from notorious.tables.state import repeatable_read

ATOM_TYPE = "application/atom+xml; charset=utf-8"


def _respond(key: str, title: str, path: str, entries: Sequence[FeedEntry]) -> HttpResponse:
    return HttpResponse(render_feed(key, title, path, entries), content_type=ATOM_TYPE)


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """`/feeds/editions.atom`"""
    with repeatable_read():
        return _respond("editions", "Notorious Markets Lists", "/editions/", FeedSource().editions())


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """`/feeds/changes.atom`"""
    with repeatable_read():
        return _respond(
            "changes", "Changes to the Notorious Markets List", "/editions/", FeedSource().changes()
        )


@require_safe
def responses(request: HttpRequest) -> HttpResponse:
    """`/feeds/responses.atom`"""
    with repeatable_read():
        return _respond("responses", "Responses to the Lists", "/responses/", FeedSource().responses())


@require_safe
def market(request: HttpRequest, slug: str) -> HttpResponse:
    """`/feeds/markets/taobao.atom`; the feed of a merged market redirects."""
    known = find_market(slug)
    if known.slug != slug:
        return redirect(f"/feeds/markets/{known.slug}.atom", permanent=True)
    with repeatable_read():
        title = f"{known.name} on the Notorious Markets Lists"
        return _respond(f"markets/{slug}", title, known.get_absolute_url(), FeedSource().market(known))
