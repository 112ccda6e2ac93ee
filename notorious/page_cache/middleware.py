"""Serve public pages from memory, before sessions are touched.

A response outside `PRIVATE` is public if it is a complete 200 without cookies and without its own Cache-Control.
"""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponseBase

from notorious.lru_cache import LRUCache
from notorious.page_cache.cached_page import (
    CACHE_CONTROL,
    CachedPage,
    build_id,
    load_page,
    make_page,
    store_page,
)
from notorious.page_cache.prerender import is_prerendered, prerendered_paths, request_for
from notorious.revision import current_revision
from notorious.tables.state import repeatable_read

DOWNLOADS = ("/data/", "/api/")  # these read one snapshot of the database by themselves
PRIVATE = ("/admin/", "/healthz", "/readyz", "/metrics", "/static/")

PAGES: LRUCache[CachedPage] = LRUCache(16_000_000)


class PageCacheMiddleware:
    """It is outside sessions and policies, whose headers it caches with the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        build_id()  # reads every file of ours, before the first request comes

    def __call__(self, request: HttpRequest) -> HttpResponseBase | None:
        if request.method not in ("GET", "HEAD") or request.path_info.startswith(PRIVATE):
            return self.get_response(request)
        try:
            request.get_host()
        except DisallowedHost:
            return self.get_response(request)  # refused further in, where answers have a security policy
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self._answer_fresh(request)
        return self._answer(request)

    def _answer_fresh(self, request: HttpRequest) -> HttpResponseBase | None:
        """For people of the desk: what they published a moment ago, and nothing that their browser keeps."""
        current_revision.expire()
        response = self._answer(request)
        if response is not None and response.get("Cache-Control") == CACHE_CONTROL:
            response["Cache-Control"] = "private, no-store"
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase | None:
        version = current_revision()
        request.data_version = version  # type: ignore[attr-defined]
        key = request.get_full_path()
        page = PAGES.get(key)
        if page is None or page.state != version.state:
            page = load_page(key, version.state) if is_prerendered(key) else None
            if page is None:
                response = self._render(request)
                page = make_page(response, version)
                if page is None:
                    return response
            PAGES.put(key, page)
        return page.respond(request)

    def _render(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(DOWNLOADS):
            return self.get_response(request)
        with repeatable_read(writing=True):
            return self.get_response(request)


def prerender_pages(files: Iterable[str] = ()) -> int:
    """Render and store the pages of the current revision; return how many. It is idempotent.

    `files` are addresses of heavy downloads, which are stored where they are made.
    """
    handler = BaseHandler()
    handler.load_middleware()
    current_revision.clear()
    PAGES.clear()
    stored = 0
    for path in prerendered_paths():
        handler.get_response(request_for(path))
        page = PAGES.get(path)
        if page is not None:
            store_page(path, page)
            stored += 1
    for path in files:
        handler.get_response(request_for(path))
    return stored
