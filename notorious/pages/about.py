"""`/about/`: what the words mean, how we know, whom to write to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show_about(request: HttpRequest) -> HttpResponse:
    """The glossary and the method."""
    return render(request, "pages/about.html")
