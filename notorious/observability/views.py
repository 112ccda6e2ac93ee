"""`/metrics`, for requests that carry the token; without it the page does not exist."""

import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from notorious.observability.database import DatabaseMetrics
from notorious.observability.metrics import register_request_metrics


def metrics(request: HttpRequest) -> HttpResponse:
    """Return the request metrics of this web server and the state of the database.

    By token and not by address: behind a proxy on the same machine every reader comes from loopback.
    """
    given = request.META.get("HTTP_AUTHORIZATION", "")
    wanted = settings.METRICS_TOKEN
    if not wanted or not secrets.compare_digest(given.encode(), f"Bearer {wanted}".encode()):
        raise Http404
    registry = CollectorRegistry()
    register_request_metrics(registry)
    registry.register(DatabaseMetrics())
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST, headers=headers)
