"""Whom we may ask for documents: an allow-list, checked at every redirect."""

from __future__ import annotations

from urllib.parse import urlsplit

from markets.documents.source import Source

REPORT_HOSTS = frozenset({"ustr.gov", "www.ustr.gov", "www.govinfo.gov"})
REGISTER_HOSTS = frozenset({"www.federalregister.gov", "www.govinfo.gov"})
DOCKET_HOSTS = frozenset({"api.regulations.gov", "downloads.regulations.gov"})
API_HOSTS = frozenset({"www.federalregister.gov", "api.regulations.gov", "downloads.regulations.gov"})


def allowed(source: Source) -> frozenset[str]:
    """The hosts that a look at the source may lead to: our list, and a newsroom's own host."""
    if source.kind == Source.Kind.NEWSROOM:
        host = (urlsplit(source.url).hostname or "").removeprefix("www.")
        return frozenset({host, f"www.{host}"})
    if source.kind == Source.Kind.FEDERAL_REGISTER:
        return REGISTER_HOSTS
    return DOCKET_HOSTS if source.kind == Source.Kind.REGULATIONS else REPORT_HOSTS
