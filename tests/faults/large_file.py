"""The site with one more address, `/large-file`: a complete response that no socket buffer holds."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponse

from notorious.wsgi import application as site

SIZE = 30_000_000
_content = os.urandom(SIZE)


def application(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
    if environ["PATH_INFO"] != "/large-file":
        return site(environ, start)
    response = HttpResponse(_content, headers={"Content-Length": str(SIZE)})
    start("200 OK", list(response.items()))
    return response
