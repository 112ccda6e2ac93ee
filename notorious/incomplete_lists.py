"""At the desk: a page that asks before an act makes a complete list incomplete."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.curation.completeness_guard import ASKS, IncompleteListError

CONFIRMED = "confirmed"


class IncompleteListMiddleware:
    """Runs acts with the guard on until the person confirms; then sends the same form again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = ASKS.set(False)
        try:
            return self.get_response(request)
        finally:
            ASKS.reset(token)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Ask from here on: the form was checked against forgery, so it may be read."""
        at_desk = request.path_info.startswith("/admin/")
        ASKS.set(at_desk and request.method == "POST" and CONFIRMED not in request.POST)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show what would happen, with the form to send again. The transaction was rolled back."""
        if not isinstance(exception, IncompleteListError):
            return None
        sent = [
            (name, value)
            for name, values in request.POST.lists()
            if name != "csrfmiddlewaretoken"
            for value in values
        ]
        shown = {
            **admin.site.each_context(request),
            "title": "A complete list would become incomplete",
            "sentences": exception.sentences,
            "sent": [*sent, (CONFIRMED, "yes")],
        }
        return render(request, "admin/incomplete_list.html", shown, status=409)
