"""What a poll of a source brings: items, or one sentence that says how the source has changed."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import unquote, urlsplit

_LONGEST_ADDRESS = 1000  # characters

DocumentKind = Literal["report", "press_release", "notice", "comment", "attachment", "statement"]


class SourceChanged(Exception):
    """The answer does not look as it did when this was written; nothing is guessed from it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class SourceItem:
    """Something that a source points to. `url`: absolute, as the source gives it. Notices know docket and deadlines."""

    url: str
    title: str
    published_on: date | None
    kind: DocumentKind
    note: str = ""
    docket: str | None = None
    comments_due: date | None = None
    rebuttals_due: date | None = None

    @property
    def identity(self) -> str:
        """The same for the same thing under the two generations of ustr.gov's addresses."""
        return normalize_address(self.url)


def can_be_asked(url: str) -> bool:
    """Return whether an address is one of the web, and fit to be kept and shown."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    hidden = any(unicodedata.category(char)[0] == "C" for char in url)
    return parts.scheme in ("http", "https") and bool(host) and len(url) <= _LONGEST_ADDRESS and not hidden


def normalize_address(url: str) -> str:
    """Return an address without what may differ for the same thing: scheme, www, spelling, generation."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    path = unquote(parts.path).rstrip("/")
    # on any host, so that a local copy of the site behaves like the site
    path = re.sub(r"^/about-us(?=/policy-offices/)", "/about", path)
    return f"{host}{path}" + (f"?{parts.query}" if parts.query else "")
