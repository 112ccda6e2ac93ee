"""How often an address is answered what has to be made for it: searches, files, the interface.

Pages and files that are kept are not counted: they cost nothing. The count stands in Valkey, one window of a minute
for each address, the same for every web process. Where Valkey is away everybody is answered, and the log says so.
"""

from __future__ import annotations

import functools
import logging
import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string

from notorious.peer import peer

WINDOW = 60  # seconds
PATIENCE = 0.25  # seconds for Valkey's answer
PAUSE = (
    5.0  # seconds in which it is not asked again after it was away: readers must not wait for it one by one
)

log = logging.getLogger(__name__)


class _Away:
    """Until when (of the monotonic clock) Valkey is left alone by this process."""

    until = 0.0


_away = _Away()


@functools.cache
def _valkey() -> Any:
    """Its client. It takes 50 ms to load, which no start of the site need wait for."""
    make = import_string("redis.Redis").from_url
    # A socket is written in the way of Celery's library, which differs.
    url = settings.REDIS_URL.replace("redis+socket://", "unix://").replace("?virtual_host=", "?db=")
    return make(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=None)


def too_often(request: HttpRequest, what: str) -> int:
    """Counts one answer of a kind (`search`, `export`, `api`) to the request's address.

    Returns 0, or the seconds to wait where there were too many within the minute.
    """
    allowed = settings.LIMITS.get(what, 0)
    if not allowed or not settings.REDIS_URL or time.monotonic() < _away.until:
        return 0
    key = f"notorious:limit:{what}:{peer(request)}"
    try:
        counted = _valkey().pipeline(transaction=True)
        counted.incr(key).expire(key, WINDOW, nx=True).ttl(key)
        count, _, left = counted.execute()
    except Exception as problem:  # noqa: BLE001 - whatever its client raises: a limit is no reason to answer nobody
        _away.until = time.monotonic() + PAUSE
        log.warning("No limit is held for %.0f s: Valkey did not answer (%s).", PAUSE, problem)
        return 0
    return max(1, left) if count > allowed else 0


def sentence(seconds: int) -> str:
    """What whoever asks too often is told."""
    return f"Too much was asked from your address within a minute: please try again in {seconds} seconds."


def dress(response: HttpResponse, seconds: int) -> HttpResponse:
    """The headers of a refusal."""
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def refusal(request: HttpRequest, seconds: int) -> HttpResponse:
    """The refusal as a page."""
    return dress(render(request, "429.html", {"why": sentence(seconds)}, status=429), seconds)
