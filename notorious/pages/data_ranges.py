"""Conditional requests and parts of a file, as RFC 9110 has them."""

from __future__ import annotations

import mmap
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import parse_http_date_safe

from notorious.exports.inside import Inflated
from notorious.exports.pieces import PIECE
from notorious.pages.data_cut import Cut
from notorious.pages.data_prepared import Pieces

# A sender waits in a thread of the web server for its reader: these many may, and leave threads for pages.
STREAMS = threading.BoundedSemaphore(24)
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class OnDisk:
    """A file that is written and has no name: nothing is left behind, whatever happens."""

    def __init__(self, content: mmap.mmap) -> None:
        self.content = content

    def __len__(self) -> int:
        return len(self.content)

    def between(self, start: int, end: int) -> Iterator[bytes]:
        for at in range(start, end, PIECE):
            yield self.content[at : min(at + PIECE, end)]


Content = bytes | OnDisk | Pieces | Cut | Inflated
"""What a file is sent from: memory, disk or database, there as it is or compressed."""


def known_to_reader(request: HttpRequest, etag: str, modified: datetime) -> bool:
    """Whether the reader has this already. If-None-Match alone counts where it is given."""
    tags = request.headers.get("If-None-Match")
    if tags is not None:
        return tags.strip() == "*" or etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and int(modified.astimezone(UTC).timestamp()) <= since


def part_of(request: HttpRequest, content: Content, etag: str) -> HttpResponseBase:
    """The whole, or the one part that is asked for; 416 where there is no such part.

    Several parts at once, or a form that we do not know, give the whole, as the standard allows; so does what has to
    be inflated from its beginning, where a few bytes of its end would cost as much as all.
    """
    asked = None if isinstance(content, Inflated) else _RANGE.fullmatch(request.headers.get("Range", ""))
    fresh = request.headers.get("If-Range", etag) == etag
    if asked is None or not any(asked.groups()) or not fresh:
        return _answer(request, content, 0, len(content), 200)
    first, last = asked.groups()
    if first:
        start, end = int(first), min(int(last or len(content)), len(content) - 1)
        if last and int(last) < start:
            return _answer(request, content, 0, len(content), 200)
    else:
        start, end = max(len(content) - int(last), 0), len(content) - 1
    if start > end:
        response: HttpResponseBase = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{len(content)}"
        return response
    response = _answer(request, content, start, end + 1, 206)
    response["Content-Range"] = f"bytes {start}-{end}/{len(content)}"
    return response


def _answer(request: HttpRequest, content: Content, start: int, end: int, status: int) -> HttpResponseBase:
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(status=status)
    elif isinstance(content, bytes):
        response = HttpResponse(content[start:end], status=status)
    else:
        response = streamed(content.between(start, end), status=status)
        if response.status_code == 429:
            return response
    response["Content-Length"] = str(end - start)
    response["Accept-Ranges"] = "none" if isinstance(content, Inflated) else "bytes"
    return response


def streamed(pieces: Iterator[bytes], status: int = 200) -> HttpResponseBase:
    """The pieces to a reader who may be slow; 429 where there are too many of them already."""
    if not STREAMS.acquire(blocking=False):
        return busy("Too many files are being read at this moment: try again in a minute.", 60)
    return _Streamed(pieces, status=status)


class _Streamed(StreamingHttpResponse):
    """Gives its place back when it is read, or its reader has gone."""

    def close(self) -> None:
        if not self.closed:
            STREAMS.release()
        super().close()


def busy(sentence: str, seconds: int) -> HttpResponse:
    """Asks to come again in so many seconds."""
    response = HttpResponse(f"{sentence}\n", status=429, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = str(seconds)
    return response
