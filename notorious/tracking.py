"""Parameters that other sites append to a link to follow readers. They select nothing here, so they are dropped."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

TRACKING = re.compile(
    r"(utm_\w*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|yclid|igshid|mc_[ce]id|srsltid|_ga|_gl|ref)"
    r"(=.*)?",
    re.IGNORECASE,
)


class TrackingMiddleware:
    """Before the page cache: the same page is cached once, and its canonical address has none of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if query:
            parts = [part for part in query.split("&") if not TRACKING.fullmatch(part)]
            request.META["QUERY_STRING"] = "&".join(parts)
        return self.get_response(request)
