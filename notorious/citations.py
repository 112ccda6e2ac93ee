"""How to cite a page, a table or the whole record: words, BibTeX, and an address, each with the data version."""

import datetime
import re
from dataclasses import dataclass

from django.conf import settings

from markets.tables.citing import RECORD

PUBLISHER = f"{RECORD}: a record of USTR's Notorious Markets List"
_BIBTEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_BIBTEX |= {sign: f"\\{sign}" for sign in "&%$#_{}"}


@dataclass(frozen=True, slots=True)
class PageCitation:
    """What to cite: `title` of the page, its `path` in the site, the version of the data and its date."""

    title: str
    path: str
    version: str
    dated: datetime.date
    publisher = PUBLISHER

    @property
    def permalink(self) -> str:
        return f"{settings.SITE_URL}{self.path}"

    @property
    def text(self) -> str:
        """One line of words."""
        return f"“{self.title}”. {PUBLISHER}, data version {self.version} ({self.dated.isoformat()}). {self.permalink}"

    @property
    def bibtex(self) -> str:
        """One entry; its key is made of the address and the version."""
        address = re.sub(r"version=[^&]*", "", self.path.lower())
        slug = re.sub(r"[^a-z0-9]+", "-", address).strip("-") or "home"
        version = re.sub(r"[^v0-9.]+", "-", self.version)  # a key may hold no @
        return (
            f"@misc{{notorious-{slug}-{version},\n"
            f"  title = {{{_in_bibtex(self.title)}}},\n"
            f"  author = {{{{{_in_bibtex(PUBLISHER)}}}}},\n"
            f"  year = {{{self.dated.year}}},\n"
            f"  version = {{{_in_bibtex(self.version)}}},\n"
            f"  note = {{Data version {_in_bibtex(self.version)}, {self.dated.isoformat()}}},\n"
            f"  url = {{{self.permalink}}}\n"
            "}"
        )

    @property
    def ris(self) -> str:
        """One entry of the format that Zotero, EndNote and Mendeley import."""
        lines = (
            ("TY", "DATA"),
            ("TI", self.title),
            ("AU", PUBLISHER),
            ("PY", str(self.dated.year)),
            ("DA", f"{self.dated:%Y/%m/%d}"),
            ("ET", f"Data version {self.version}"),
            ("UR", self.permalink),
            ("ER", ""),
        )
        return "\n".join(f"{tag}  - {text}" for tag, text in lines)


def _in_bibtex(text: str) -> str:
    return "".join(_BIBTEX.get(character, character) for character in text)


def write_citation(title: str, path: str, version: str, changed_at: datetime.datetime) -> PageCitation:
    """Return the citation of a page as it is in this version."""
    return PageCitation(" ".join(title.split()), path, version, changed_at.astimezone(datetime.UTC).date())
