"""`/metrics`: for whoever has the token; for everybody else there is no such page."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from notorious.observability.figures import Counted
from notorious.observability.standing import Standing


def metrics(request: HttpRequest) -> HttpResponse:
    """What the web processes of this machine counted, and what stands in PostgreSQL.

    By token and not by address: behind a proxy on the same machine every reader comes from loopback.
    """
    given = request.META.get("HTTP_AUTHORIZATION", "")
    wanted = settings.METRICS_TOKEN
    if not wanted or not secrets.compare_digest(given.encode(), f"Bearer {wanted}".encode()):
        raise Http404
    shown = CollectorRegistry()
    shown.register(Counted())
    shown.register(Standing())
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(generate_latest(shown), content_type=CONTENT_TYPE_LATEST, headers=headers)
