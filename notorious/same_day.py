"""A page of a past day leads to pages and files of the same day: each of its links and forms carries `as_of`.

It is done where the page is made, once for all of them, so no template has to think of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from notorious.as_of import NOT_OF_THE_PAST, PARAMETER

# `class="now"` marks the one link that leads back to the present.
LINK = re.compile(r'(<(?:a|link)\b(?![^>]*class="now")[^>]*? href=")([^"]*)(")')
FORM = re.compile(r"<form\b[^>]*>")
ACTION = re.compile(r' action="([^"]*)"')
ELSEWHERE = re.compile(r"//|#|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
PRESENT = (*NOT_OF_THE_PAST, "/readyz", "/metrics")


def has_past(address: str) -> bool:
    """Whether an address, as a page writes it, is one of ours that can be asked for a day."""
    return bool(address) and not ELSEWHERE.match(address) and not address.startswith(PRESENT)


def of_day(address: str, day: str, joint: str = "&") -> str:
    """The address as it was that day; itself where it has no past, or names a day already.

    `joint` is how its parameters are joined: `&amp;` within HTML.
    """
    if not has_past(address) or f"{PARAMETER}=" in address:
        return address
    path, hash_sign, fragment = address.partition("#")
    sign = "?" if "?" not in path else "" if path.endswith("?") else joint
    return f"{path}{sign}{PARAMETER}={day}{hash_sign}{fragment}"


def keep_day(page: str, day: str) -> str:
    """The HTML of a page, whose links and forms carry the day. What a page quotes is escaped, and never touched."""
    page = LINK.sub(lambda found: f"{found[1]}{of_day(found[2], day, '&amp;')}{found[3]}", page)
    return FORM.sub(lambda found: found[0] + _field(found[0], day), page)


def _field(form: str, day: str) -> str:
    action = ACTION.search(form)
    if action and not has_past(action[1]):
        return ""
    return f'<input type="hidden" name="{PARAMETER}" value="{day}">'


class SameDay:
    """Stands right inside of what opens the past."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        day = getattr(request, "as_of", None)
        if day is None:
            return response
        if "Location" in response.headers:
            response.headers["Location"] = of_day(response.headers["Location"], day.isoformat())
        if isinstance(response, HttpResponse) and response.headers.get("Content-Type", "").startswith(
            "text/html"
        ):
            response.content = keep_day(response.content.decode(), day.isoformat()).encode()
            if "Content-Length" in response.headers:
                response.headers["Content-Length"] = str(len(response.content))
        return response
