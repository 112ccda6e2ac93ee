"""The page for an address that states what cannot be."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.tables.filters import BadFilter


def refuse(request: HttpRequest, problem: BadFilter, title: str) -> HttpResponse:
    """Status 400 with the one sentence that says why, and the way back to the whole list."""
    return render(request, "responses/bad_filter.html", {"problem": str(problem), "title": title}, status=400)
