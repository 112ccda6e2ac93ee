"""Render the pages that readers ask for most as soon as the data change."""

import io
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest

from markets.models import Edition


def prerendered_paths() -> list[str]:
    """Return the addresses to render, the slow ones first."""
    years = Edition.objects.public().order_by("-year").values_list("year", flat=True)
    return ["/markets/", "/", "/editions/", *(f"/editions/{year}/" for year in years)]


def is_prerendered(key: str) -> bool:
    """Return whether a process may have stored the page of this address."""
    of_edition = key.startswith("/editions/") and key.count("/") <= 3 and "?" not in key
    return of_edition or key in ("/", "/markets/")


def request_for(path: str) -> WSGIRequest:
    """Return a request for `path` as an anonymous client makes it."""
    site = urlsplit(settings.SITE_URL)
    where, _, query = path.partition("?")
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": where,
            "QUERY_STRING": query,
            "REMOTE_ADDR": "127.0.0.1",
            "SERVER_NAME": site.hostname or "localhost",
            "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
            "HTTP_HOST": site.netloc,
            "HTTP_ACCEPT_ENCODING": "gzip",
            "HTTP_X_FORWARDED_PROTO": site.scheme,
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": io.BytesIO(),
        }
    )
