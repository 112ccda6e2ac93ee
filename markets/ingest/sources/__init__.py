"""What the sources answer, read by pure functions: bytes in, finds out. Knows no Django and no network."""

from markets.ingest.sources.found import Found, SourceChanged

__all__ = ["Found", "SourceChanged"]
