"""A file whose sending begins before it is whole."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable

from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from markets.tables.scope import Scope
from notorious.pages.data_growing import Growing, Sending
from notorious.pages.data_line import Line
from notorious.pages.data_ranges import known_to_reader, streamed
from notorious.pages.data_whole import dress

# After whole lines: a reader who overlooks that the line was cut finds a cell without an end, and no JSON.
BROKEN = b'"This file is not whole: it broke off while it was written.'


def in_background(work: Callable[[], None], place: threading.BoundedSemaphore) -> None:
    """Does it in a thread of its own, which has a session of its own, and then gives back its place."""

    def do() -> None:
        try:
            work()
        finally:
            connections.close_all()
            place.release()

    threading.Thread(target=do, daemon=True).start()


def tag_of(key: str, scope: Scope) -> str:
    """The ETag of what is not whole yet: of the version and of what was asked for."""
    stated = f"{scope.revision} {scope.changed_at.isoformat()} {scope.version} {key}"
    return f'"{hashlib.sha256(stated.encode()).hexdigest()[:32]}"'


def begun(
    request: HttpRequest,
    growing: Growing | None,
    file_name: str,
    scope: Scope,
    tag: str,
    row_count: int | None = None,
) -> HttpResponseBase:
    """The answer; without a body for HEAD, and where the reader has the file already. It says how many rows it will
    have, where that is known."""
    response: HttpResponseBase
    if growing is None:
        known = known_to_reader(request, tag, scope.changed_at)
        response = HttpResponse(status=304 if known else 200)
    else:
        sending = Sending(growing, Line(int(request.META.get("SERVER_PORT") or 0)), BROKEN)
        response = streamed(sending)
        if response.status_code == 429:
            sending.close()
            return response
        response["Accept-Ranges"] = "none"
    dress(response, file_name, scope.version, scope.changed_at)
    if row_count is not None and response.status_code == 200:
        response["X-Row-Count"] = str(row_count)
    response["ETag"] = tag
    return response
