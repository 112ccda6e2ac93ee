"""A feed, RSS or Atom: its items, strictly read."""

import xml.etree.ElementTree as ET
from datetime import date
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from markets.ingest.sources.items import SourceChanged, SourceItem
from markets.ingest.sources.reader import PageReader
from markets.ingest.sources.ustr_site import match_release, secure_url
from markets.text.dates import printed_day, washington_day

_ATOM = "{http://www.w3.org/2005/Atom}"
_MOST_ITEMS = 1000


def read_feed(content: bytes, url: str) -> tuple[SourceItem, ...]:
    """Return the press releases in ustr.gov's feed that concern the List, each once; none is an ordinary answer.

    Raises SourceChanged where the feed has no items, or the item of a List has no link.
    """
    kept: dict[str, SourceItem] = {}
    for item in _items(content, url):
        if found := match_release(item):
            kept.setdefault(found.identity, found)
    return tuple(kept.values())


def _items(content: bytes, url: str) -> list[SourceItem]:
    # a feed needs no document type; entities declared in one can blow up or reach for files
    if b"<!DOCTYPE" in content[:100_000].upper() or b"<!ENTITY" in content.upper():
        raise SourceChanged(f"The feed {url} declares a document type, which no feed needs; it is not read.")
    try:
        root = ET.fromstring(content)  # noqa: S314 - the line above
    except (ET.ParseError, ValueError, LookupError, RecursionError) as error:
        raise SourceChanged(f"The feed {url} is not well-formed XML.") from error
    elements = [*root.iter("item"), *root.iter(f"{_ATOM}entry")]
    if not elements:
        raise SourceChanged(f"The feed {url} holds no items.")
    if len(elements) > _MOST_ITEMS:
        raise SourceChanged(f"The feed {url} holds {len(elements)} items; at most {_MOST_ITEMS} are read.")
    items = [_item(element, number, url) for number, element in enumerate(elements, 1)]
    if not any(items):
        raise SourceChanged(f"The feed {url} holds no item with a link.")
    return [item for item in items if item]


def _item(element: ET.Element, number: int, url: str) -> SourceItem | None:
    """Return the item, with its address where it has no title; None without a link, unless its title names the List."""
    atom_link = element.find(f"{_ATOM}link")
    link = _text(element, "link") or (atom_link.get("href", "") if atom_link is not None else "")
    title = _text(element, "title") or link
    if not link:
        if match_release(SourceItem(url, title, None, "press_release")):
            raise SourceChanged(f"Item {number} of the feed {url}, “{title}”, has no link.")
        return None
    printed = _text(element, "pubDate") or _text(element, "published") or _text(element, "updated")
    try:
        day: date | None = washington_day(parsedate_to_datetime(printed))
    except (ValueError, TypeError, IndexError, OverflowError):
        day = printed_day("", printed)
    try:
        absolute = secure_url(urljoin(url, link))
    except ValueError as error:
        raise SourceChanged(f"Item {number} of the feed {url} has a link that cannot be read.") from error
    return SourceItem(absolute, title, day, "press_release")


def _text(element: ET.Element, name: str) -> str:
    child = element.find(name)
    if child is None:
        child = element.find(f"{_ATOM}{name}")
    return " ".join("".join(child.itertext()).split()) if child is not None else ""


reader = PageReader(read_feed)
