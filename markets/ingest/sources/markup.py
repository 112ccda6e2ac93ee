"""A web page's text and links, clean, whatever its encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page; `note` says what was wrong with its bytes, or is empty. `url`: where it came from."""

    soup: BeautifulSoup
    url: str
    note: str

    def links(self, within: Tag | None = None) -> Iterator[Link]:
        """Yield every link with an http(s) address, in order, absolute."""
        for anchor in (within or self.soup).find_all("a", href=True):
            link = self.link(anchor)
            if link is not None:
                yield link

    def link(self, anchor: Tag) -> Link | None:
        """Return one anchor's link; None where it leads nowhere on the web."""
        href = re.sub(r"[\t\r\n]", "", str(anchor.get("href", ""))).strip()
        try:
            url = urljoin(self.url, href).split("#", 1)[0].replace(" ", "%20")
            parts = urlsplit(url)
            host = parts.hostname
        except ValueError:
            return None
        if parts.scheme not in ("http", "https") or not host or href.startswith("#"):
            return None
        return Link(url, read_words(anchor), anchor)


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its absolute address and its words."""

    url: str
    text: str
    anchor: Tag


def read_words(tag: Tag) -> str:
    """Return the running text of an element, one space between words and none before a full stop."""
    return re.sub(r" (?=[.,;:!?)\]])", "", " ".join(tag.get_text(" ").split()))


def parse_markup(content: bytes, url: str) -> Markup:
    """Return the page in these bytes. Never raises for bad bytes: says in `note` what had to be repaired."""
    text, notes = decode_text(content)
    return Markup(BeautifulSoup(without_comments(text), "html.parser"), url, "; ".join(notes))


def without_comments(text: str) -> str:
    """The page without what no reader sees, in one pass: the parser looks to the end for each that has no end."""
    kept, at = [], 0
    while (begins := text.find("<!", at)) >= 0:
        kept.append(text[at:begins])
        end = "-->" if text.startswith("<!--", begins) else ">"
        ends = text.find(end, begins + 2)
        at = ends + len(end) if ends >= 0 else len(text)
    kept.append(text[at:])
    whole = "".join(kept)
    return whole[: whole.rfind(">") + 1]  # a tag that never ends is none


def decode_text(content: bytes) -> tuple[str, list[str]]:
    """Text with plain line ends and no NUL, and what was odd about the bytes."""
    notes: list[str] = []
    text = _text(content, notes)
    if "\0" in text:
        notes.append("the page had NUL characters")
        text = text.replace("\0", "")
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def _text(content: bytes, notes: list[str]) -> str:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, "replace")
    declared = _DECLARED.search(content[:4096])
    name = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    try:
        # what is valid UTF-8 is UTF-8, whatever the page says of itself
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if name not in ("utf-8", "utf8", "us-ascii", "ascii") and not content.isascii():
            notes.append(f"the page says it is {name}, but it is UTF-8")
        return text
    fallback = "cp1252" if name in ("utf-8", "utf8", "iso-8859-1", "latin-1", "latin1") else name
    if name in ("utf-8", "utf8"):
        notes.append("the page is not the UTF-8 that it should be; read as Windows-1252")
    try:
        return content.decode(fallback, "replace")
    except (LookupError, ValueError):
        notes.append(f"the page names an unknown character set, {name}; read as Windows-1252")
        return content.decode("cp1252", "replace")
