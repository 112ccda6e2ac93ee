"""`/feeds/….atom`"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from markets.models import Market
from notorious.feeds.atom import TYPE, Entry, at_noon, feed
from notorious.feeds.entries import UNKNOWN, Story
from notorious.tables.state import one_state


def _answer(key: str, title: str, path: str, entries: Sequence[Entry]) -> HttpResponse:
    since: datetime.datetime = at_noon(UNKNOWN)
    response = HttpResponse(feed(key, title, path, entries, since), content_type=TYPE)
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
            "changes", "Who came on the List, came back, or is not listed", "/editions/", Story().changes()
        )


@require_safe
def responses(request: HttpRequest) -> HttpResponse:
    """`/feeds/responses.atom`"""
    with one_state():
        return _answer("responses", "Responses to the Lists", "/responses/", Story().responses())


@require_safe
def market(request: HttpRequest, slug: str) -> HttpResponse:
    """`/feeds/markets/taobao.atom`; a merged market's feed leads to that of what it was merged into."""
    known = Market.objects.select_related("merged_into").filter(slug=slug).first()
    if known is not None and known.merged_into is not None:
        return redirect(f"/feeds/markets/{known.merged_into.slug}.atom", permanent=True)
    with one_state():
        story = Story()
        if known is None or known.pk not in story.grid.by_market:
            raise Http404(f"There is no market “{slug}” in this record.")
        return _answer(
            f"markets/{slug}",
            f"{known.name} on the Notorious Markets Lists",
            known.get_absolute_url(),
            story.market(known),
        )
