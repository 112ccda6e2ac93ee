"""An export as an HTTP response: validators, hash, ranges and compression."""

import base64
import hashlib
import re
from pathlib import PurePath

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from notorious.content_coding import COMPRESSORS, IDENTITY, choose_coding
from notorious.exports.formats import FORMATS
from notorious.exports.render import Export

CONTENT_TYPES = {f".{each.extension}": each.media_type for each in FORMATS.values()} | {
    ".geojson": "application/geo+json",
    ".md": "text/markdown; charset=utf-8",
    ".sqlite": "application/vnd.sqlite3",
    ".zip": "application/zip",
}
COMPRESSED = {".zip"} | {f".{each.extension}" for each in FORMATS.values() if each.compressed}
LIVE = "public, max-age=60, must-revalidate"
IMMUTABLE = "public, max-age=31536000, immutable"
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def export_response(
    request: HttpRequest, export: Export, file_name: str, cache_control: str = LIVE
) -> HttpResponse:
    """Return the file to this reader: whole, one range of it, or 304."""
    body, sha256 = export.content, export.sha256
    etag = f'"{sha256.hex()[:32]}"'
    coding = _choose_coding(request, file_name)
    if coding != IDENTITY:
        body, etag = export.encode(coding), f'{etag[:-1]}-{coding}"'
        sha256 = hashlib.sha256(body).digest()
    known = get_conditional_response(request, etag, int(export.modified.timestamp()))
    response = known or _whole_or_range(request, body, etag)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(export.modified.timestamp())
    set_download_headers(response, file_name, export.version, cache_control)
    if known is None:
        response["Accept-Ranges"] = "bytes"
        response["Content-Length"] = str(len(response.content))
        response["Repr-Digest"] = f"sha-256=:{base64.b64encode(sha256).decode()}:"
        response["X-Content-SHA256"] = export.sha256.hex()
        if coding != IDENTITY:
            response["Content-Encoding"] = coding
        if export.row_count is not None:
            response["X-Row-Count"] = str(export.row_count)
    return response


def _choose_coding(request: HttpRequest, file_name: str) -> str:
    """Return how to compress. A range is one of the uncompressed file."""
    if PurePath(file_name).suffix in COMPRESSED or "Range" in request.headers:
        return IDENTITY
    return choose_coding(request, list(COMPRESSORS))


def _whole_or_range(request: HttpRequest, content: bytes, etag: str) -> HttpResponse:
    """Return one range (206), or 416 behind the end. Any other form gives the whole file, as RFC 9110 allows."""
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or not any(asked.groups()) or request.headers.get("If-Range", etag) != etag:
        return HttpResponse(content)
    first, last = asked.groups()
    if not first:
        start, end = max(len(content) - int(last), 0), len(content) - 1
    elif last and int(last) < int(first):
        return HttpResponse(content)
    else:
        start, end = int(first), min(int(last or len(content)), len(content) - 1)
    if start > end:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{len(content)}"
        return response
    response = HttpResponse(content[start : end + 1], status=206)
    response["Content-Range"] = f"bytes {start}-{end}/{len(content)}"
    return response


def get_content_type(file_name: str) -> str:
    """Return the media type of a file by its ending."""
    return CONTENT_TYPES.get(PurePath(file_name).suffix, "text/plain; charset=utf-8")


def set_download_headers(
    response: HttpResponse, file_name: str, version: str, cache_control: str = LIVE
) -> None:
    """The headers that every download has."""
    response["Content-Type"] = get_content_type(file_name)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response["Cache-Control"] = cache_control
    response["X-Data-Version"] = version
    patch_vary_headers(response, ["Accept-Encoding"])
