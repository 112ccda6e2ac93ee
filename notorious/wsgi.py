"""What the web server serves."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from django.urls import get_resolver

from notorious.observability.folder import share_counts

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notorious.settings")
share_counts()
AT_WORK = 4  # threads that answer requests; each keeps a session of PostgreSQL
_django = get_wsgi_application()
_workers = ThreadPoolExecutor(AT_WORK, "answers")


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answers in one of a few threads. The web server's own threads, of which there are many, send the answer: each
    waits for its reader, and eight slow readers of a download would else leave no thread for a page."""
    return _workers.submit(_django, environ, start_response).result()


# Read now, so that the first visitor does not wait for it.
assert get_resolver().url_patterns
get_template("pages/home.html"), get_template("base.html")
gc.freeze()  # what is loaded once stays: no reader waits while it is searched for garbage
