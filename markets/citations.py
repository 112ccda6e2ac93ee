"""Split the sources of a row into citations for a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_PARTS = re.compile(r"\s+;\s+|\s*;\s+(?=https?://)|(?<=\S);\s(?=\S)")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True, slots=True)
class SourceCitation:
    """One source. `url` is empty where the source has none; `note` is the text next to the address."""

    text: str
    url: str = ""
    note: str = ""


def split_citations(source: str) -> tuple[SourceCitation, ...]:
    """The sources in `source`, in order. Only http and https addresses become links, under their host's name."""
    return tuple(_parse_citation(part.strip()) for part in _PARTS.split(source) if part.strip())


def _parse_citation(part: str) -> SourceCitation:
    found = _ADDRESS.search(part)
    if found is None:
        return SourceCitation(part)
    url = found.group().rstrip(".,;")
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return SourceCitation(part)
    note = " ".join((part[: found.start()] + part[found.start() + len(url) :]).split())
    return SourceCitation(host.removeprefix("www.") or part, url, note)
