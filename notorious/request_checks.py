"""Refuse requests that no view can read, before anything asks for their body."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse


class RequestChecksMiddleware:
    """Answers 400 where `Content-Length` is not a number; Django fails when it reads such a body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()):
            raise BadRequest("The header Content-Length has to be a number.")
        return self.get_response(request)
