"""Whom we may ask for documents: an allow-list, checked at every redirect."""

REPORT_HOSTS = frozenset({"ustr.gov", "www.ustr.gov", "www.govinfo.gov"})
API_HOSTS = frozenset({"www.federalregister.gov", "api.regulations.gov", "downloads.regulations.gov"})
