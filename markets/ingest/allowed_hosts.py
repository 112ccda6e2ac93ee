"""Whom we may ask for documents: an allow-list, checked at every redirect."""

from urllib.parse import urlsplit

from markets.ingest.sources.reader import ApiReader, reader_of
from markets.models.source import Source


def find_allowed_hosts(source: Source) -> frozenset[str]:
    """Return the hosts that a poll of the source may lead to: those of its kind, or a newsroom's own host."""
    reader = reader_of(source.kind)
    if isinstance(reader, ApiReader):
        return reader.hosts | reader.files
    if reader.hosts:
        return reader.hosts
    host = (urlsplit(source.url).hostname or "").removeprefix("www.")
    return frozenset({host, f"www.{host}"})


def api_hosts() -> frozenset[str]:
    """Hosts that are asked through their documented interface, where robots.txt is not consulted."""
    readers = (reader_of(kind) for kind in Source.Kind.values)
    return frozenset(host for reader in readers if isinstance(reader, ApiReader) for host in reader.hosts)
