"""What a reader looks for."""

import re
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from markets.countries import find_country_names
from markets.tables.filtering import BadFilter
from markets.text.keys import name_key
from markets.text.queries import is_readable, restore_dots, tidy_query

LONGEST_QUERY = 200  # characters
MOST_WORDS = 16
_ADDRESS = re.compile(
    r"(?:h[tx]{2}ps?://|www\.)(?:[^\s/@]*@)?([^\s/:?#]+)\S*|([\w-]+(?:\.[\w-]+)+)/\S*", re.IGNORECASE
)
_LEFT_OUT = re.compile(r'(?:^|(?<=\s))-(?:"[^"]*"?|\S+)')


@dataclass(frozen=True, slots=True)
class Search:
    """The state of the search, as its address has it. An empty value narrows nothing."""

    q: str = ""
    kind: str = ""
    year: str = ""
    country: str = ""
    party: str = ""

    @property
    def narrowed(self) -> bool:
        return any((self.kind, self.year, self.country, self.party))

    @property
    def name(self) -> str:
        """Letters and digits of what is looked for, as the names in the record are kept for comparison."""
        return name_key(_LEFT_OUT.sub(" ", self.q))

    def stated(self) -> dict[str, str]:
        """Return what is not empty, by name, without the page."""
        return {name: value for name, value in asdict(self).items() if value}

    def query_string(self, **others: str) -> str:
        """Return the address of this search or of one that differs from it in `others`."""
        return urlencode(replace(self, **others).stated())


def add_country_names(q: str) -> str:
    """A country by one of its names is looked for by all of them: `Türkiye` finds Turkey."""
    others = [name for name in find_country_names(q) if name.casefold() != q.casefold()]
    return " or ".join([q, *(f'"{name}"' for name in others)])


def normalize_query(text: str) -> str:
    """The words to look for, with single spaces; an address is its domain, without brackets. Raises BadFilter."""
    seen = tidy_query(text)
    if not is_readable(seen):
        raise BadFilter("The search holds characters that cannot be read: type the words again.")
    if len(seen) > LONGEST_QUERY:
        raise BadFilter(f"A search has at most {LONGEST_QUERY} characters, and this one has {len(seen)}.")
    if len(re.findall(r"\w+", seen)) > MOST_WORDS:
        raise BadFilter(f"A search has at most {MOST_WORDS} words: take the rarest of them.")
    return find_domain_of_address(restore_dots(seen))


def find_domain_of_address(text: str) -> str:
    """The domain where the whole text is a pasted address, else the text: `www.example.net/a?b` is example.net."""
    found = _ADDRESS.fullmatch(text)
    domain = (found[1] or found[2] or "").lower().removeprefix("www.") if found else ""
    return domain if "." in domain else text
