"""Where a public listing is known from: the words, the address and the page."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Protocol

from markets.citations import find_first_source
from markets.models import Fetch, Snapshot


class Sourced(Protocol):
    """A listing or a recommendation."""

    @property
    def source(self) -> str: ...
    @property
    def snapshot_id(self) -> int | None: ...


def snapshot_addresses(snapshots: Iterable[int]) -> dict[int, str]:
    """{snapshot: the first address under which its bytes came}, in one query."""
    fetches = Fetch.objects.filter(snapshot__in=set(snapshots)).exclude(url="").order_by("-fetched_at", "-pk")
    return dict(fetches.values_list("snapshot", "url"))


def source_of(row: Sourced, addresses: Mapping[int, str]) -> tuple[str, str]:
    """(words, address) of what a row rests on: the report that was read, or the named source."""
    read_at = addresses.get(row.snapshot_id or 0, "")
    name, address = find_first_source(row.source or read_at)
    return name, read_at or address


def source_id(source: str, snapshot: Snapshot | None = None) -> str:
    """Return the id of a source in the table of sources: from a document's bytes, or from the words that name it."""
    if snapshot is not None:
        return f"D-{snapshot.sha256[:12]}"
    words = " ".join(filter(None, find_first_source(source)))
    return f"S-{hashlib.sha256(words.encode()).hexdigest()[:12]}" if words else ""
