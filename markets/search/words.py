"""What a reader typed: checked once, here, before any of it reaches the database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from markets.tables.entries import plain
from markets.tables.filtering import BadFilter

LONGEST_QUERY = 200  # characters
MOST_WORDS = 16
_BRACKETED = re.compile(r"\s?[\[({]\s?(?:\.|dot)\s?[\])}]\s?", re.IGNORECASE)
_LEFT_OUT = re.compile(r'(?:^|(?<=\s))-(?:"[^"]*"?|\S+)')


@dataclass(frozen=True, slots=True)
class Search:
    """The state of the search, as its address has it. An empty value narrows nothing."""

    q: str = ""
    kind: str = ""
    year: str = ""
    country: str = ""
    party: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str], kinds: Mapping[str, str]) -> Search:
        """The search that an address states; raises BadFilter with one sentence. `kinds` are those there are."""
        kind, year = query.get("kind", ""), query.get("year", "").strip()
        country, party = query.get("country", "").strip().upper(), query.get("party", "").strip()
        if kind and kind not in kinds:
            raise BadFilter(f"The value of kind has to be one of: {', '.join(kinds)}.")
        if year and not re.fullmatch(r"[0-9]{4}", year):
            raise BadFilter("An edition is given by its year under review, such as 2017.")
        if country and not re.fullmatch("[A-Z]{2}", country):
            raise BadFilter("A country is given by its two letters, such as CN.")
        if not re.fullmatch("[A-Za-z0-9_-]{0,120}", party):
            raise BadFilter("A party is given by its name in its own address, such as alibaba-group.")
        return cls(normalize_query(query.get("q", "")), kind, year, country, party)

    @property
    def narrowed(self) -> bool:
        return any((self.kind, self.year, self.country, self.party))

    @property
    def name(self) -> str:
        """Letters and digits of what is looked for, as the names in the record are kept for comparison."""
        return plain(_LEFT_OUT.sub(" ", self.q))

    def stated(self) -> dict[str, str]:
        """What is not empty, by name, without the page."""
        values = {
            "q": self.q,
            "kind": self.kind,
            "year": self.year,
            "country": self.country,
            "party": self.party,
        }
        return {name: value for name, value in values.items() if value}

    def query_string(self, **others: str) -> str:
        """The address of this search or of one that differs from it in `others`."""
        return urlencode(replace(self, **others).stated())


def normalize_query(text: str) -> str:
    """The words to look for, with single spaces and domains without their brackets; raises BadFilter."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    seen = "".join(each for each in spaced if unicodedata.category(each) != "Cf")
    # Bytes that are no UTF-8 arrive as the replacement character.
    if not seen.isprintable() or "\N{REPLACEMENT CHARACTER}" in seen:
        raise BadFilter("The search holds characters that cannot be read: type the words again.")
    if len(seen) > LONGEST_QUERY:
        raise BadFilter(f"A search has at most {LONGEST_QUERY} characters, and this one has {len(seen)}.")
    if len(re.findall(r"\w+", seen)) > MOST_WORDS:
        raise BadFilter(f"A search has at most {MOST_WORDS} words: take the rarest of them.")
    return _BRACKETED.sub(".", seen)
