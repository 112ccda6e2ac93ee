"""One rendered page as it goes out."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http.response import ResponseHeaders
from django.utils.http import http_date

CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=600"


class Checked(ResponseHeaders):
    """Headers that were checked when their page was kept. To check each again takes a fifth of an answer's time."""

    def __init__(self, checked: ResponseHeaders) -> None:
        self._store = dict(checked._store)


@dataclass(frozen=True, slots=True)
class Page:
    """`body` is compressed; `headers` are those that do not depend on the request; `modified` counts seconds."""

    revision: int
    etag: str
    modified: float
    body: bytes
    headers: tuple[tuple[str, str], ...]
    #: of every answer that shows the page or says that it is known
    always: ResponseHeaders = field(init=False, compare=False, repr=False)
    #: of an answer with the compressed body
    packed: ResponseHeaders = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        always = {
            "ETag": self.etag,
            "Last-Modified": http_date(self.modified),
            "Cache-Control": CACHE_CONTROL,
            "Vary": "Accept-Encoding",
        }
        of_body = {"Content-Encoding": "gzip", "Content-Length": str(len(self.body))}
        object.__setattr__(self, "always", ResponseHeaders(always))
        object.__setattr__(self, "packed", ResponseHeaders({**dict(self.headers), **of_body, **always}))

    @property
    def size(self) -> int:
        """Bytes in memory, near enough."""
        return len(self.body) + 2500
