"""What the sources answer, read by pure functions: bytes in, items out. Knows no Django and no network."""

from markets.ingest.sources.items import SourceChanged, SourceItem

__all__ = ["SourceChanged", "SourceItem"]
