"""Where a public listing is known from: the words, the address and the page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from markets.models import Fetch, Listing, Recommendation, Snapshot

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def address_in(source: str) -> str:
    """The first web address in the words of a source; empty where there is none."""
    found = _ADDRESS.search(source)
    if not found:
        return ""
    address = found[0].rstrip(".,;:")
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(".,;:")
    return address


def one_line(text: str) -> str:
    """Running text without line breaks, for tables that are read in a spreadsheet."""
    return " ".join(text.split())


def snapshot_addresses(snapshots: Iterable[int]) -> dict[int, str]:
    """{snapshot: the first address under which its bytes came}, in one query."""
    fetches = Fetch.objects.filter(snapshot__in=set(snapshots)).exclude(url="").order_by("-fetched_at", "-pk")
    return dict(fetches.values_list("snapshot", "url"))


def source_of(row: Listing | Recommendation, addresses: Mapping[int, str]) -> tuple[str, str]:
    """(words, address) of what a row rests on: the report that was read, or the named source."""
    return one_line(row.source), addresses.get(row.snapshot_id or 0, "") or address_in(row.source)


def source_id(source: str, snapshot: Snapshot | None = None) -> str:
    """The id of a source in the table of sources: from a document's bytes, or from the words that name it."""
    if snapshot is not None:
        return f"D-{snapshot.sha256[:12]}"
    words = one_line(source)
    return f"S-{hashlib.sha256(words.encode()).hexdigest()[:12]}" if words else ""
