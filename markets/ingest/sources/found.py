"""What a look at a source brings: finds, or one sentence that says how the source has changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import unquote, urlsplit

FindKind = Literal["report", "press_release", "notice", "comment", "attachment", "statement"]


class SourceChanged(Exception):
    """The answer does not look as it did when this was written; nothing is guessed from it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a source points to. `url`: absolute, as the source gives it; `note` may be empty."""

    url: str
    title: str
    published_on: date | None
    kind: FindKind
    note: str = ""

    @property
    def identity(self) -> str:
        """The same for the same thing under the two generations of ustr.gov's addresses."""
        return identity(self.url)


def identity(url: str) -> str:
    """An address without what may differ for the same thing: scheme, www, spelling, generation."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    path = unquote(parts.path).rstrip("/")
    # on any host, so that a local copy of the site behaves like the site
    path = re.sub(r"^/about-us(?=/policy-offices/)", "/about", path)
    return f"{host}{path}" + (f"?{parts.query}" if parts.query else "")
