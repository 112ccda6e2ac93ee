"""`/about/`: what the words mean, how we know, whom to write to."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show_about(request: HttpRequest) -> HttpResponse:
    """The glossary and the method. The contact is an address of the web or of mail, as the settings have it."""
    contact = settings.CONTACT
    own = contact.startswith(settings.SITE_URL)
    shown = {"contact": "" if own else contact, "mail": "@" in contact and "/" not in contact}
    return render(request, "pages/about.html", shown)
