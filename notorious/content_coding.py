"""Which compression a client takes, by the quality values of RFC 9110."""

from __future__ import annotations

from django.http import HttpRequest

IDENTITY = "identity"


def takes_gzip(request: HttpRequest) -> bool:
    """Whether the client takes gzip, and does not prefer the plain form."""
    qualities = read_qualities(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    gzip = qualities.get("gzip", qualities.get("x-gzip", qualities.get("*", 0.0)))
    return gzip > 0 and gzip >= qualities.get(IDENTITY, 0.0)


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
