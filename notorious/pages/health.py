"""Whether this process lives: a supervisor or a balancer asks, and the database's state is none of its answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def healthz(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database, so that a web server outlives the database's restart."""
    return HttpResponse(
        "ok\n", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )
