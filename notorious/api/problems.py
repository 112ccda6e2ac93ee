"""What went wrong, as RFC 9457 has it."""

import json
from http import HTTPStatus

from django.http import HttpResponse


def answer_problem(status: HTTPStatus, detail: str) -> HttpResponse:
    """Return an answer of type application/problem+json with one sentence."""
    body = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail}
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False), status=int(status), content_type="application/problem+json"
    )
    response["Cache-Control"] = "no-store"
    return response
