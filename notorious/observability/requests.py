"""Each request has an id; it is counted and timed under its route's name; what is made for it leaves a line."""

from __future__ import annotations

import itertools
import logging
import re
import secrets
import time
from collections.abc import Callable
from functools import lru_cache
from ipaddress import ip_address

from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve

from markets.marks import MARKS
from notorious.observability.figures import COUNTS

Handler = Callable[[HttpRequest], HttpResponseBase]

HEADER = "X-Request-ID"
NOWHERE, STATIC = "none", "static"  # routes of what has none
_GIVEN = re.compile(r"[A-Za-z0-9-]{1,64}")
_METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}

log = logging.getLogger("notorious.access")


# An id is this process's own word and a number: a page from memory is answered in a twentieth of a millisecond,
# and chance would cost a thirtieth of that.
_PROCESS = secrets.token_hex(5)
_numbers = itertools.count(1)
_add = COUNTS.add
_clock = time.perf_counter


class Seen:
    """Stands outside everything. A page from memory costs an id and a count, and leaves no line."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        begun = _clock()
        given = request.META.get("HTTP_X_REQUEST_ID")
        named = given if given and _may_name(request, given) else f"{_PROCESS}-{next(_numbers)}"
        request.named = named  # type: ignore[attr-defined]
        token = MARKS.set({"request_id": named})
        try:
            response = self.get_response(request)
            seconds = _clock() - begun
            method = request.method if request.method in _METHODS else "other"
            match, status = request.resolver_match, response.status_code
            route = match.view_name if match else route_without_view(request.path_info, status)
            _add(route, method, status, seconds)
            if match or status >= 400:
                _line(method, route, status, seconds)
        finally:
            MARKS.reset(token)
        response.headers[HEADER] = named
        return response


def _may_name(request: HttpRequest, given: str) -> bool:
    """Whether the sender may give the request its id: a proxy of ours, which has no address of the open net."""
    if not _GIVEN.fullmatch(given):
        return False
    try:
        return not ip_address(request.META.get("REMOTE_ADDR", "")).is_global
    except ValueError:  # a socket has no address
        return True


def route_without_view(path: str, status: int) -> str:
    """The route's name where no view was run: the answer came from memory or from a file, or there is none."""
    return STATIC if path.startswith("/static/") else route_of(path) if status < 400 else NOWHERE


@lru_cache(maxsize=4096)
def route_of(path: str) -> str:
    """The name of the route that an address takes: of so few kinds that figures can be kept under it."""
    try:
        return str(resolve(path).view_name)
    except Resolver404:
        return NOWHERE


def _line(method: str, route: str, status: int, seconds: float) -> None:
    """One line for each answer that was made. The route's name and no address: what people search stays theirs."""
    told = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
    log.info("%s %s %s", method, route, status, extra={"marks": told})
