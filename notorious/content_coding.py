"""Which compression a client takes, by the quality values of RFC 9110, and how to compress."""

import gzip
from collections.abc import Callable, Sequence

import brotli
from django.http import HttpRequest

IDENTITY, GZIP, BROTLI = "identity", "gzip", "br"
GZIP_LEVEL = BROTLI_QUALITY = 5


COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    BROTLI: lambda content: brotli.compress(content, quality=BROTLI_QUALITY),
    # mtime=0: every process gives the same bytes.
    GZIP: lambda content: gzip.compress(content, compresslevel=GZIP_LEVEL, mtime=0),
}
"""By the name of the coding, the best first."""


def takes_gzip(request: HttpRequest) -> bool:
    """Return whether the client takes gzip, and does not prefer the plain form."""
    return choose_coding(request, [GZIP]) == GZIP


def choose_coding(request: HttpRequest, offered: Sequence[str]) -> str:
    """The offered coding that the client likes best, the first of equals; `identity` where it likes that better."""
    qualities = read_qualities(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    qualities.setdefault(GZIP, qualities.get("x-gzip", 0.0) or qualities.get("*", 0.0))
    best = max(offered, key=lambda coding: qualities.get(coding, 0.0))
    quality = qualities.get(best, 0.0)
    return best if quality > 0 and quality >= qualities.get(IDENTITY, 0.0) else IDENTITY


def read_qualities(header: str) -> dict[str, float]:
    """{coding: quality} of `gzip;q=0.5, identity`. A quality that is not a number counts as 0."""
    found: dict[str, float] = {}
    for part in header.split(","):
        coding, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if coding:
            found[coding] = _read_quality(parameters)
    return found


def _read_quality(parameters: list[str]) -> float:
    stated = next((each.partition("=")[2] for each in parameters if each.startswith("q=")), "1")
    try:
        return float(stated)
    except ValueError:
        return 0.0
