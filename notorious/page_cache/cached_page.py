"""One rendered page: from a response, to responses, and in the table that all processes share."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from notorious.content_coding import takes_gzip
from notorious.models import RenderedPage
from notorious.revision import Version

CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=600"
DROPPED_HEADERS = {"content-length", "vary", "set-cookie"}
MAX_PAGE_BYTES = 8_000_000


@dataclass(frozen=True, slots=True)
class CachedPage:
    """`body` is compressed; `headers` are complete and do not depend on the request."""

    state: str
    etag: str
    modified: int
    body: bytes
    headers: dict[str, str]

    @property
    def size(self) -> int:
        """Approximate bytes in memory."""
        return len(self.body) + 2500

    def respond(self, request: HttpRequest) -> HttpResponseBase | None:
        """Answer 304 where the client has the page, and compressed where it takes gzip."""
        response = HttpResponse(self.body, headers=self.headers)
        if not takes_gzip(request):
            response.content = gzip.decompress(self.body)
            del response.headers["Content-Encoding"]
            response.headers["Content-Length"] = str(len(response.content))
        return get_conditional_response(request, self.etag, self.modified, response)


def make_page(response: HttpResponseBase, version: Version) -> CachedPage | None:
    """Return the response as a page; None where it is private, partial, or sets its own caching."""
    if not isinstance(response, HttpResponse) or response.status_code != 200 or response.cookies:
        return None
    if response.has_header("Cache-Control") or "cookie" in response.headers.get("Vary", "").lower():
        return None
    if len(response.content) > MAX_PAGE_BYTES or response.has_header("Content-Encoding"):
        return None
    # mtime=0: every process gives the same bytes.
    body = gzip.compress(response.content, compresslevel=6, mtime=0)
    etag, modified = (
        # It is weak: the compressed and the plain form share it.
        f'W/"{hashlib.sha256(response.content).hexdigest()[:20]}"',
        int(version.changed_at.timestamp()),
    )
    headers = {name: value for name, value in response.items() if name.lower() not in DROPPED_HEADERS}
    headers |= {"Content-Encoding": "gzip", "Content-Length": str(len(body)), "ETag": etag}
    headers |= {
        "Last-Modified": http_date(modified),
        "Cache-Control": CACHE_CONTROL,
        "Vary": "Accept-Encoding",
    }
    return CachedPage(version.state, etag, modified, body, headers)


def load_page(key: str, state: str) -> CachedPage | None:
    """Return the page of exactly this state of the data and this code, if a process has stored it."""
    row = RenderedPage.objects.filter(key=key, state=state, build_id=build_id()).first()
    return CachedPage(row.state, row.etag, row.modified, bytes(row.body), row.headers) if row else None


def store_page(key: str, page: CachedPage) -> None:
    """Store the page for all processes; it replaces what was there for the address."""
    values = {"state": page.state, "build_id": build_id(), "etag": page.etag, "modified": page.modified}
    values |= {"headers": page.headers, "body": page.body}
    RenderedPage.objects.update_or_create(key=key, defaults=values)


@cache
def build_id() -> str:
    """Return a hash of our code, templates and styles: a page of another build is never served."""
    digest = hashlib.sha256()
    for folder, pattern in (("templates", "**/*.html"), ("static", "*.css"), ("markets", "**/*.py"),
                            ("responses", "**/*.py"), ("notorious", "**/*.py")):  # fmt: skip
        for path in sorted((settings.BASE_DIR / folder).glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
