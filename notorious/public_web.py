"""What every public answer has: CORS, an answer to preflights, 405 for what can only be read, and rate limits."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from notorious.limits import WINDOW_SECONDS

PRIVATE_PATHS = ("/admin/", "/healthz", "/readyz", "/metrics")
API_PATH = "/api/v1/"  # it says by itself which methods each address takes
MATCH_PATH = "/api/v1/match"
PATHS_WITH_FORMS = ("/alerts/", "/reply/", "/check/bulk/")
READ_METHODS = ("GET", "HEAD", "OPTIONS")
MATCH_METHODS = (*READ_METHODS, "POST")
ALLOWED_HEADERS = (
    "Accept, Accept-Encoding, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Range, "
    "If-Unmodified-Since, Range, X-Requested-With"
)
EXPOSED = (
    "Accept-Ranges, As-Of, Content-Disposition, Content-Length, Content-Range, ETag, Last-Modified, Link, "
    "RateLimit, RateLimit-Policy, Repr-Digest, Retry-After, X-Content-SHA256, X-Data-Version, X-Row-Count"
)
PREFLIGHT_SECONDS = "86400"


class PublicWebMiddleware:
    """It is outside the page cache: answers from the cache and errors have its headers too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(PRIVATE_PATHS):
            return self.get_response(request)
        # A date is no validator: a restored backup or two changes in a second give other data under the same or an
        # earlier date. ETags are of the content.
        request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
        response = self._answer(request)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = EXPOSED
        if response.status_code == 304:
            # A length of 0 would be that of the file.
            response.headers.pop("Content-Length", None)
        _set_rate_limit(request, response)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _answer_preflight(MATCH_METHODS if request.path_info == MATCH_PATH else READ_METHODS)
        if request.method not in READ_METHODS and not request.path_info.startswith(
            (API_PATH, *PATHS_WITH_FORMS)
        ):
            words = f"This address can only be read: {', '.join(READ_METHODS)}.\n"
            response = HttpResponse(words, status=405, content_type="text/plain; charset=utf-8")
            response.headers["Allow"] = ", ".join(READ_METHODS)
            response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
            return response
        return self.get_response(request)


def _answer_preflight(methods: tuple[str, ...]) -> HttpResponse:
    response = HttpResponse(status=204)
    response.headers["Allow"] = response.headers["Access-Control-Allow-Methods"] = ", ".join(methods)
    response.headers["Access-Control-Allow-Headers"] = ALLOWED_HEADERS
    response.headers["Access-Control-Max-Age"] = PREFLIGHT_SECONDS
    return response


def _set_rate_limit(request: HttpRequest, response: HttpResponseBase) -> None:
    """The headers of the IETF's draft, where the answer was counted."""
    counted = getattr(request, "rate_limit", None)
    if counted is not None:
        response.headers["RateLimit-Policy"] = f'"{counted.kind}";q={counted.allowed};w={WINDOW_SECONDS}'
        response.headers["RateLimit"] = f'"{counted.kind}";r={counted.remaining};t={counted.seconds}'
