"""Pages for what cannot be answered: one clear sentence, the right status, and a way on."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: our own refusals say why; others say nothing of the machine."""
    why = str(exception) if isinstance(exception, BadRequest) else "This address or form cannot be read."
    return render(request, "400.html", {"why": why}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: a view's own sentence, where it gave one."""
    reason = exception.args[0] if exception.args else ""
    # Django's own reasons are a dict of addresses tried, or "No Market matches the given query."
    ours = isinstance(exception, Http404) and isinstance(reason, str) and not reason.startswith("No ")
    return render(request, "404.html", {"why": reason if ours else ""}, status=404)
