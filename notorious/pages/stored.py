"""Pages that were rendered ahead of their readers, in the database, for every process that serves."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest

from notorious.models import RenderedPage
from notorious.pages.page import Page


def stored_apart(key: str) -> bool:
    """Whether this address is one of those that are rendered ahead."""
    return key in ("/", "/markets/") or (
        key.startswith("/editions/") and key.count("/") <= 3 and "?" not in key
    )


def stored(key: str, revision: int) -> Page | None:
    """The page of exactly this version of the data and of the code, if it was rendered ahead."""
    row = RenderedPage.objects.filter(key=key, revision=revision, release=release()).first()
    if row is None:
        return None
    headers = tuple((name, value) for name, value in row.headers)
    return Page(row.revision, row.etag, row.modified, bytes(row.body), headers)


def store(key: str, page: Page) -> None:
    """Keeps one page for all processes, in the place of what was there for the address."""
    values = {
        "revision": page.revision,
        "release": release(),
        "etag": page.etag,
        "modified": page.modified,
        "headers": [list(header) for header in page.headers],
        "body": page.body,
    }
    RenderedPage.objects.update_or_create(key=key, defaults=values)


@cache
def release() -> str:
    """A hash of our code, templates and style: what another release rendered is not served by this one."""
    digest = hashlib.sha256()
    for folder, pattern in (("templates", "**/*.html"), ("static", "*.css"), ("markets", "**/*.py"),
                            ("responses", "**/*.py"), ("notorious", "**/*.py")):  # fmt: skip
        for path in sorted((settings.BASE_DIR / folder).glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def request_for(path: str) -> WSGIRequest:
    """A request as a stranger makes it who understands compression."""
    site = urlsplit(settings.SITE_URL)
    where, _, query = path.partition("?")
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": where,
            "QUERY_STRING": query,
            "SERVER_NAME": site.hostname or "localhost",
            "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
            "HTTP_HOST": site.netloc,
            "HTTP_ACCEPT_ENCODING": "gzip",
            "HTTP_X_FORWARDED_PROTO": site.scheme,
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": io.BytesIO(),
        }
    )
