"""`/issue-focus/`: what each edition dwells on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.models import Edition


def issue_focus(request: HttpRequest) -> HttpResponse:
    """The issue focus of every edition, with how it is known."""
    return render(request, "pages/focus.html", {"editions": Edition.objects.public().order_by("-year")})
