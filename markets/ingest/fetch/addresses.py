"""Which internet addresses may be connected to: public ones, whatever disguise a private one wears."""

import ipaddress
from ipaddress import IPv4Address, IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
# Python 3.11 calls some of these global
_NEVER_4 = tuple(
    ipaddress.IPv4Network(block)
    for block in ("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15")
)
_NEVER_6 = tuple(
    (ipaddress.IPv6Network(block), name)
    for block, name in (
        ("2001::/32", "Teredo"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "documentation"),
    )
)


def explain_forbidden(address: str) -> str | None:
    """Return why a numeric address may not be connected to ("loopback", "private", …), or None if it may.

    Raises nothing: what is no address is forbidden as "unreadable".
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unreadable"
    if isinstance(ip, IPv4Address):
        return _forbidden_4(ip)
    return _forbidden_6(ip)


def _forbidden_4(ip: IPv4Address) -> str | None:
    for reason, holds in (
        ("unspecified", ip.is_unspecified),
        ("loopback", ip.is_loopback),
        ("link-local", ip.is_link_local),
        ("multicast", ip.is_multicast),
        ("private", ip.is_private),
        ("reserved", ip.is_reserved or not ip.is_global),
    ):
        if holds:
            return reason
    return "reserved" if any(ip in block for block in _NEVER_4) else None


def _forbidden_6(ip: IPv6Address) -> str | None:
    if ip.scope_id is not None:
        return "link-local"
    if ip.ipv4_mapped is not None:
        return _inside(ip.ipv4_mapped, "mapped")
    if ip in _NAT64:
        return _inside(IPv4Address(int(ip) & 0xFFFFFFFF), "NAT64")
    for reason, holds in (
        ("unspecified", ip.is_unspecified),
        ("loopback", ip.is_loopback),
        ("link-local", ip.is_link_local),
        ("multicast", ip.is_multicast),
    ):
        if holds:
            return reason
    for block, name in _NEVER_6:
        if ip in block:
            return name
    if ip not in _GLOBAL_UNICAST:
        return "private" if ip.is_private or ip.is_site_local else "reserved"
    return None


def _inside(ip: IPv4Address, how: str) -> str | None:
    reason = _forbidden_4(ip)
    return f"{reason} ({how})" if reason else None
