"""Public pages are rendered once per data version, kept compressed, and answered before sessions are looked at.

Every answer outside `PRIVATE` that is a whole 200 without cookies and without its own Cache-Control is public.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from datetime import UTC

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import parse_http_date_safe

from notorious.pages.kept import Kept
from notorious.pages.moment import one_moment
from notorious.pages.page import Checked, Page
from notorious.pages.stored import release, request_for, stored, stored_apart
from notorious.pages.version import Version, look

OF_ITS_OWN = ("/data/",)  # what is downloaded sees to it by itself that it is of one state
PRIVATE = ("/admin/", "/healthz", "/readyz", "/metrics", "/static/")
HEAVY = {"/", "/markets/"}  # after a publication readers get the page before, until the new one is ready
DROPPED = {"content-length", "vary", "set-cookie"}
TOO_LARGE = 4_000_000  # bytes; larger answers are sent and not kept

Handler = Callable[[HttpRequest], HttpResponseBase]


KEPT: Kept[Page] = Kept()


def is_public(request: HttpRequest) -> bool:
    """Whether an answer to this request may be the same for everybody."""
    return request.method in ("GET", "HEAD") and not request.path_info.startswith(PRIVATE)


def page_of(response: HttpResponseBase, version: Version) -> Page | None:
    """The answer as a page that may be kept; None where it is private, partial or its sender's own affair."""
    if response.streaming or response.status_code != 200 or response.cookies:
        return None
    if response.has_header("Cache-Control") or "cookie" in response.headers.get("Vary", "").lower():
        return None
    content = response.content  # type: ignore[attr-defined]
    if len(content) > TOO_LARGE or response.has_header("Content-Encoding"):
        return None
    headers = tuple((name, value) for name, value in response.items() if name.lower() not in DROPPED)
    etag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
    # mtime=0: the same page is the same bytes, whoever renders it.
    packed = gzip.compress(content, compresslevel=6, mtime=0)
    return Page(version.revision, etag, version.changed_at.astimezone(UTC).timestamp(), packed, headers)


def answer(request: HttpRequest, page: Page) -> HttpResponse:
    """The page to this reader: 304 where it is known already, packed where that is understood."""
    if _known(request, page):
        response = HttpResponse(status=304)
        response.headers = Checked(page.always)
    elif "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        response = HttpResponse(page.body)
        response.headers = Checked(page.packed)
    else:
        response = HttpResponse(gzip.decompress(page.body))
        response.headers = Checked(page.packed)
        del response.headers["Content-Encoding"]
        response.headers["Content-Length"] = str(len(response.content))
    return response


def _known(request: HttpRequest, page: Page) -> bool:
    """RFC 9110: If-None-Match alone counts where it is given; tags are compared weakly, as proxies weaken them."""
    tags = request.META.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        return tags.strip() == "*" or page.etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
    since = parse_http_date_safe(request.META.get("HTTP_IF_MODIFIED_SINCE", ""))
    return since is not None and int(page.modified) <= since


class PublicPages:
    """Stands outside sessions and policies, whose headers it keeps with the page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        release()  # reads every file of ours: done before the first reader comes

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_public(request):
            return self.get_response(request)
        version = look()
        request.data_version = version  # type: ignore[attr-defined]
        key = request.get_full_path()
        page = KEPT.get(key)
        if page is not None and page.revision == version.revision:
            return answer(request, page)
        if page is not None and settings.SERVE_STALE and request.path_info in HEAVY:
            KEPT.refresh(key, self.render_again)
            return answer(request, page)
        page = stored(key, version.revision) if stored_apart(key) else None
        if page is not None:
            KEPT.put(key, page)
            return answer(request, page)
        return self._render(request, version, key)

    def _render(self, request: HttpRequest, version: Version, key: str) -> HttpResponseBase:
        response = self._whole(request)
        page = page_of(response, version)
        if page is None:
            return response
        KEPT.put(key, page)
        return answer(request, page)

    def _whole(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(OF_ITS_OWN):
            return self.get_response(request)
        with one_moment():
            return self.get_response(request)

    def render_again(self, key: str) -> None:
        """Puts the page of the newest version in the place of the one that is kept."""
        version = look()
        page = stored(key, version.revision)
        if page is None:
            request = request_for(key)
            request.data_version = version  # type: ignore[attr-defined]
            page = page_of(self._whole(request), version)
        if page is not None:
            KEPT.put(key, page)
