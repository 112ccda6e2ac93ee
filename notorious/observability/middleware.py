"""Give each request an id, count and time it under its route's name, and log what was rendered for it."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from functools import lru_cache
from ipaddress import ip_address

from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve
from structlog.contextvars import bound_contextvars

from notorious.observability.metrics import count_request

REQUEST_ID_HEADER = "X-Request-ID"
NO_ROUTE, STATIC_ROUTE = "none", "static"
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}

log = logging.getLogger("notorious.access")


class RequestIDMiddleware:
    """The outermost middleware. A cached page gets an id and is counted, and leaves no log line."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        start = time.perf_counter()
        request_id = _trusted_id(request) or secrets.token_hex(8)
        request.request_id = request_id  # type: ignore[attr-defined]
        with bound_contextvars(request_id=request_id):
            response = self.get_response(request)
            seconds = time.perf_counter() - start
            method = request.method if request.method in _METHODS else "other"
            match, status = request.resolver_match, response.status_code
            route = match.view_name if match else route_without_view(request.path_info, status)
            count_request(route, method, status, seconds)
            if match or status >= 400:
                _log_access(method, route, status, seconds)
        response.headers[REQUEST_ID_HEADER] = request_id
        return response


def _trusted_id(request: HttpRequest) -> str | None:
    """Return the id in the request's header, if it comes from a proxy of ours: one without a public address."""
    given = request.META.get("HTTP_X_REQUEST_ID")
    if not given or not _REQUEST_ID.fullmatch(given):
        return None
    try:
        public = ip_address(request.META.get("REMOTE_ADDR", "")).is_global
    except ValueError:  # a socket has no address
        public = False
    return None if public else given


def route_without_view(path: str, status: int) -> str:
    """Name the route where no view ran: the response was cached, is a static file, or is an error."""
    return STATIC_ROUTE if path.startswith("/static/") else route_of(path) if status < 400 else NO_ROUTE


@lru_cache(maxsize=4096)
def route_of(path: str) -> str:
    """Return the name of the route that an address resolves to."""
    try:
        return str(resolve(path).view_name)
    except Resolver404:
        return NO_ROUTE


def _log_access(method: str, route: str, status: int, seconds: float) -> None:
    """Log the route's name and not the address: what people search for stays private."""
    fields = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
    log.info("%s %s %s", method, route, status, extra=fields)
