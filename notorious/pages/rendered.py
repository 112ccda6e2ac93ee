"""Renders the pages that readers ask for most, ahead of them; called after a publication."""

from __future__ import annotations

from django.core.handlers.base import BaseHandler

from markets.models import Edition
from notorious.pages.caching import KEPT
from notorious.pages.stored import request_for, store
from notorious.pages.version import look


def paths() -> list[str]:
    """The heavy ones first."""
    years = Edition.objects.public().order_by("-year").values_list("year", flat=True)
    return ["/markets/", "/", "/editions/", *(f"/editions/{year}/" for year in years)]


def render_all() -> int:
    """Renders them for the version of this moment, and returns how many were kept. Twice is once."""
    handler = BaseHandler()
    handler.load_middleware()
    look.forget()
    KEPT.forget()  # so that what this process kept before is not handed out as good enough
    kept = 0
    for path in paths():
        handler.get_response(request_for(path))
        page = KEPT.get(path)
        if page is not None:
            store(path, page)
            kept += 1
    return kept
