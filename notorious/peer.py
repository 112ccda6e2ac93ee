"""The client's address, which rate limits and sign-in locks count by."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 - nothing listens there


def client_address(request: HttpRequest) -> str:
    """Return an IPv4 address, or the first address of an IPv6 network of 64 bits: one client has all of them.

    Each of the TRUSTED_PROXIES appends its own sender to X-Forwarded-For. Anybody can write what precedes that.
    """
    sender = _parse_address(str(request.META.get("REMOTE_ADDR", "")))
    if settings.TRUSTED_PROXIES:
        written = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
        if len(written) >= settings.TRUSTED_PROXIES:
            sender = _parse_address(written[-settings.TRUSTED_PROXIES]) or sender
    return sender or UNKNOWN_ADDRESS


def _parse_address(text: str) -> str:
    """Return the address in a word that may carry a port (`192.0.2.1:443`, `[2001:db8::1]:443`), or nothing."""
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
