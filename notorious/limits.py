"""Rate limits for what is made on request: searches, files and the API.

Cached pages and files are not counted. Valkey counts per address in windows of a minute, for all web processes.
While Valkey is away everybody is answered, and the log says so.
"""

import functools
import logging
import time
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string

from notorious.peer import client_address

WINDOW_SECONDS = 60
VALKEY_TIMEOUT = 0.25  # seconds
RETRY_AFTER_FAILURE = 5.0  # seconds without asking Valkey again: readers must not wait for it one by one

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CountedRequest:
    """How many requests of a kind an address may still send, and in how many seconds the count begins again."""

    kind: str
    allowed: int
    remaining: int
    seconds: int


_outage = SimpleNamespace(until=0.0)
"""Until when (of the monotonic clock) this process does not ask Valkey."""


@functools.cache
def _valkey() -> Any:
    """Return the client. It takes 50 ms to import, which no start of the site need wait for."""
    make = import_string("redis.Redis").from_url
    # Celery's library writes the address of a socket differently.
    url = settings.REDIS_URL.replace("redis+socket://", "unix://").replace("?virtual_host=", "?db=")
    return make(url, socket_timeout=VALKEY_TIMEOUT, socket_connect_timeout=VALKEY_TIMEOUT, retry=None)


def check_rate_limit(request: HttpRequest, kind: str) -> int:
    """Count one response of a kind (`search`, `export`, `api`) to the request's address.

    Return 0, or the seconds to wait if the limit is exceeded.
    """
    allowed = settings.LIMITS.get(kind, 0)
    if not allowed or not settings.REDIS_URL or time.monotonic() < _outage.until:
        return 0
    key = f"notorious:limit:{kind}:{client_address(request)}"
    try:
        pipeline = _valkey().pipeline(transaction=True)
        pipeline.incr(key).expire(key, WINDOW_SECONDS, nx=True).ttl(key)
        count, _, left = pipeline.execute()
    except Exception as problem:  # noqa: BLE001 - whatever its client raises: a limit is no reason to answer nobody
        _outage.until = time.monotonic() + RETRY_AFTER_FAILURE
        log.warning("No rate limit for %.0f s: Valkey did not answer (%s).", RETRY_AFTER_FAILURE, problem)
        return 0
    request.rate_limit = CountedRequest(kind, allowed, max(0, allowed - count), max(1, left))  # type: ignore[attr-defined]
    return max(1, left) if count > allowed else 0


def rate_limit_sentence(seconds: int) -> str:
    """Return the explanation for the reader."""
    return f"Too many requests from your address within a minute: please try again in {seconds} seconds."


def set_retry_after(response: HttpResponse, seconds: int) -> HttpResponse:
    """Set the headers of a refusal."""
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def rate_limited_response(request: HttpRequest, seconds: int) -> HttpResponse:
    """Return the refusal as a page."""
    page = render(request, "429.html", {"why": rate_limit_sentence(seconds)}, status=429)
    return set_retry_after(page, seconds)


def rate_limited_text(seconds: int) -> HttpResponse:
    """Return the refusal as plain text, for files."""
    text = f"{rate_limit_sentence(seconds)}\n"
    response = HttpResponse(text, status=429, content_type="text/plain; charset=utf-8")
    return set_retry_after(response, seconds)
