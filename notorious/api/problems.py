"""What every address of the interface does alike; what is wrong is said as RFC 9457 has it."""

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from notorious.limits import check_rate_limit, rate_limit_sentence, set_retry_after
from notorious.public_web import READ_METHODS

View = Callable[..., HttpResponse]


def public(view: View, methods: tuple[str, ...] = READ_METHODS) -> View:
    """Let any page call a view with these methods, within the limit. A preflight is answered before it comes here."""
    allow = ", ".join(methods)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in methods:
            response = answer_problem(HTTPStatus.METHOD_NOT_ALLOWED, f"This address takes {allow}.")
        elif seconds := check_rate_limit(request, "api"):
            refused = answer_problem(HTTPStatus.TOO_MANY_REQUESTS, rate_limit_sentence(seconds))
            response = set_retry_after(refused, seconds)
        else:
            try:
                response = view(request, *args, **kwargs)
            except BadRequest as refused_request:
                response = answer_problem(HTTPStatus.BAD_REQUEST, str(refused_request))
        response["Allow"] = allow
        return response

    return csrf_exempt(answer)  # it changes nothing and knows nobody


def answer_problem(status: HTTPStatus, detail: str) -> HttpResponse:
    """Return an answer of type application/problem+json with one sentence."""
    body = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail}
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False), status=int(status), content_type="application/problem+json"
    )
    response["Cache-Control"] = "no-store"
    return response
