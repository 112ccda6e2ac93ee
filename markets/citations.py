"""The sources of a row, as readers see them: never the working notes beside them."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import connection
from django.dispatch import receiver

from markets.consistent_read import CONSISTENT_READ, once_per_revision
from markets.models import Citation
from markets.record.rows import read_record_rows
from markets.record.shorthand import ParsedCitation, Publisher, parse_shorthand

RECENT = 5  # seconds
PUBLISHERS = Path(__file__).parent / "record"


@dataclass(frozen=True, slots=True)
class ShownCitation:
    """One source. `url` is empty where it has none or is named and not linked."""

    text: str
    url: str = ""
    archived_url: str = ""


KnownCitations = Mapping[tuple[str, str], ShownCitation]
"""By address and title."""


class CitationIndex(dict[str, tuple[ShownCitation, ...]]):
    """{source of a row: its citations}. Many rows have the same source, which is looked up once.

    `first`: of each source, what `find_first_source` returns.
    """

    def __init__(self, known: KnownCitations) -> None:
        super().__init__()
        self.known = known
        self.first: dict[str, tuple[str, str]] = {}

    def __missing__(self, source: str) -> tuple[ShownCitation, ...]:
        self[source] = show_citations(source, self.known)
        return self[source]


@cache
def load_publishers() -> dict[str, Publisher]:
    """{host: what `publishers.csv` says of it}."""
    return {
        row["host"]: Publisher(row["publisher"], row["kind"], row["link"] != "no")
        for row in read_record_rows(PUBLISHERS, "publishers")
    }


@cache
def parse_sources(source: str) -> tuple[ParsedCitation, ...]:
    """Return the sources of one cell; many rows have the same."""
    return tuple(parse_shorthand(source, load_publishers()))


@once_per_revision
def _index_citations() -> CitationIndex:
    """An address alone is any citation of it, the one without a title first."""
    found: dict[tuple[str, str], ShownCitation] = {}
    for each in Citation.objects.exclude(url="").order_by("url", "title"):
        shown = ShownCitation(each.text, each.link, each.archived_url if each.linked else "")
        found[each.url, each.title] = shown
        found.setdefault((each.url, ""), shown)
    return CitationIndex(found)


_LOADED: ContextVar[dict[str, CitationIndex] | None] = ContextVar("loaded_citations", default=None)
"""The index for this request or table: one query, however many sources are shown."""


@contextmanager
def load_citations_once() -> Iterator[None]:
    """Within it the citations are read at most once."""
    token = _LOADED.set({}) if _LOADED.get() is None else None
    try:
        yield
    finally:
        if token is not None:
            _LOADED.reset(token)


@receiver(request_started)
def _begin_request(**signal: Any) -> None:
    _LOADED.set({})


@receiver(request_finished)
def _end_request(**signal: Any) -> None:
    _LOADED.set(None)


def _get_index() -> CitationIndex:
    loaded = _LOADED.get()
    if loaded is None:
        if connection.in_atomic_block and CONSISTENT_READ.get() is None:
            return _get_recent_index(round(time.monotonic() / RECENT))
        return _index_citations()
    if "index" not in loaded:
        loaded["index"] = _index_citations()
    return loaded["index"]


@lru_cache(maxsize=1)
def _get_recent_index(moment: int) -> CitationIndex:
    """For a transaction that writes: what it shows of citations may be a few seconds old."""
    return _index_citations()


def find_citations(source: str) -> tuple[ShownCitation, ...]:
    """Return the citations of a cell, in order, each once, as the database has them."""
    return _get_index()[source]


def show_citations(source: str, known: KnownCitations) -> tuple[ShownCitation, ...]:
    """Return the same, from citations that were read before. Text without any address is shown as it is."""
    parsed = parse_sources(source)
    if not parsed:
        return tuple(ShownCitation(" ".join(part.split())) for part in source.split(" ; ") if part.strip())
    shown = (known.get((each.url, each.title)) or _show_parsed(each) for each in parsed)
    return tuple(dict.fromkeys(shown))


def _show_parsed(parsed: ParsedCitation) -> ShownCitation:
    """Return a source that is not in the database yet."""
    citation = Citation(
        publisher=parsed.publisher,
        title=parsed.title,
        published_on=parsed.published_on,
        published_precision=parsed.precision,
    )
    return ShownCitation(citation.text, parsed.url if parsed.linked else "")


def find_first_source(source: str) -> tuple[str, str]:
    """Return the first citation in words, and the first address that readers may follow; blanks for no source."""
    index = _get_index()
    if source not in index.first:
        found = index[source]
        address = next((each.url for each in found if each.url), "")
        index.first[source] = (found[0].text if found else "", address)
    return index.first[source]


def name_first_source(source: str) -> str:
    """Return the first citation in words, for a cell of a table; empty for no source."""
    return find_first_source(source)[0]


def link_first_source(source: str) -> str:
    """Return the address of the first citation that readers may follow."""
    return find_first_source(source)[1]
