"""From which address of the net a request comes, as far as it can be known without believing its sender."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 - nobody listens there: it stands for a sender without an address


def peer(request: HttpRequest) -> str:
    """The address that limits and locks go by: `203.0.113.7`, or the first of an IPv6 network of 64 bits, since
    whoever has one such address has all of them.

    Each proxy that is trusted (TRUSTED_PROXIES of them) has written its own sender at the end of X-Forwarded-For;
    what stands before that came from outside, and anybody can write it.
    """
    sender = _read(str(request.META.get("REMOTE_ADDR", "")))
    if settings.TRUSTED_PROXIES:
        written = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
        if len(written) >= settings.TRUSTED_PROXIES:
            sender = _read(written[-settings.TRUSTED_PROXIES]) or sender
    return sender or UNKNOWN


def _read(text: str) -> str:
    """The address in a word that may carry a port (`192.0.2.1:443`, `[2001:db8::1]:443`); empty where it is none."""
    word = text.strip()
    if word.startswith("["):
        word = word[1:].partition("]")[0]
    elif word.count(":") == 1:
        word = word.partition(":")[0]
    try:
        found: IPv4Address | IPv6Address = ip_address(word.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(IPv6Network((found, 64), strict=False).network_address)
    return str(found)
