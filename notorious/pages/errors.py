"""Pages for what cannot be answered: one clear sentence, the right status, and a way on."""

import sys

from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from markets.consistent_read import PastState

DJANGO_REASON = " matches the given query."
RETRY_SECONDS = "5"  # seconds: a database that is restarted is back by then


def _get_request_id(request: HttpRequest) -> str:
    """Return the id under which our log knows the request; empty where it never came by the middleware."""
    return getattr(request, "request_id", "")


def show_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: our own refusals say why; others say nothing of the machine."""
    why = str(exception) if isinstance(exception, BadRequest) else "This address or form cannot be read."
    return render(request, "400.html", {"why": why, "named": _get_request_id(request)}, status=400)


def show_forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "403.html", {"named": _get_request_id(request)}, status=403)


def show_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: a view's own sentence, where it gave one."""
    reason = exception.args[0] if exception.args else ""
    # Django's own reasons are a dict of addresses tried, or "No Market matches the given query."
    ours = isinstance(exception, Http404) and isinstance(reason, str) and not reason.endswith(DJANGO_REASON)
    why = reason if ours else ""
    past: PastState | None = getattr(request, "past", None)
    if past is not None:
        when = f"on {past.day.isoformat()}" if past.day else f"in version {past.name}"
        why = f"This page was not public {when}. It may be public now, or have been at another time."
    shown = {"why": why, "named": _get_request_id(request), "present": request.path if past else ""}
    return render(request, "404.html", shown, status=404)


def show_server_error(request: HttpRequest) -> HttpResponse:
    """503 where the database is away, which passes; else 500. Neither page asks the database for anything."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    page = render_to_string("503.html" if away else "500.html", {"named": _get_request_id(request)})
    response = HttpResponse(page, status=503 if away else 500)
    if away:
        response.headers["Retry-After"] = RETRY_SECONDS
    response.headers["Cache-Control"] = "no-store"
    # It may come from outside of what gives every page its policy.
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; frame-ancestors 'none'"
    )
    return response
