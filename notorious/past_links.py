"""A page of the past leads to pages and files of the same state: its links and forms carry `as_of` or `version`.

It is done where the page is made, once for all of them, so no template has to think of it.
"""

import re
from collections.abc import Callable
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from markets.tables.scope import add_parameter
from notorious.past import NOT_OF_THE_PAST, PARAMETERS

# `class="now"` marks the one link that leads back to the present.
LINK = re.compile(r'(<(?:a|link)\b(?![^>]*class="now")[^>]*? href=")([^"]*)(")')
FORM = re.compile(r"<form\b[^>]*>")
ACTION = re.compile(r' action="([^"]*)"')
ELSEWHERE = re.compile(r"//|#|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
PRESENT = (*NOT_OF_THE_PAST, "/readyz", "/metrics")


def has_past(address: str) -> bool:
    """Return whether an address, as a page writes it, is one of ours that can be asked for a day."""
    return bool(address) and not ELSEWHERE.match(address) and not address.startswith(PRESENT)


def add_state(address: str, parameter: str, joint: str = "&") -> str:
    """Return the address with `as_of=…` or `version=…`; itself where it has no past, or names a state already.

    `joint` as in `add_parameter`.
    """
    if not has_past(address) or any(f"{name}=" in address for name in PARAMETERS):
        return address
    return add_parameter(address, parameter, joint)


def keep_state(page: str, parameter: str) -> str:
    """The HTML of a page, whose links and forms carry the parameter. Quoted text is escaped, and never touched."""
    page = LINK.sub(lambda found: f"{found[1]}{add_state(found[2], parameter, '&amp;')}{found[3]}", page)
    return FORM.sub(lambda found: found[0] + _field(found[0], parameter), page)


def _field(form: str, parameter: str) -> str:
    action = ACTION.search(form)
    if action and not has_past(action[1]):
        return ""
    name, _, value = parameter.partition("=")
    return f'<input type="hidden" name="{name}" value="{unquote(value)}">'


class SameStateMiddleware:
    """It is right inside the middleware that shows the past."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        past = getattr(request, "past", None)
        if past is None:
            return response
        if "Location" in response.headers:
            response.headers["Location"] = add_state(response.headers["Location"], past.query)
        of_html = response.headers.get("Content-Type", "").startswith("text/html")
        if isinstance(response, HttpResponse) and of_html:
            response.content = keep_state(response.content.decode(), past.query).encode()
            if "Content-Length" in response.headers:
                response.headers["Content-Length"] = str(len(response.content))
        return response
