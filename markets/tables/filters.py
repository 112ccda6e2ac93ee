"""The state of the list of markets, read from an address: page, CSV and JSON all go through it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import QueryDict

from markets.countries import get_country_name
from markets.models import KINDS
from markets.runs import STATUS_WORDS, Status
from markets.tables.entries import Entry, plain

HARMS = {
    "copyright_piracy": "copyright piracy",
    "trademark_counterfeiting": "trademark counterfeiting",
    "both": "both",
}
SORTS = {
    "first": "first edition, then longest run",
    "longest": "longest run",
    "total": "number of editions",
    "name": "name",
}
AT_LEAST = ("1", "2", "3", "5", "8", "10", "12")
STATUSES = {str(status): STATUS_WORDS[status] for status in Status if status is not Status.NO_EDITION}
LONGEST = 200


class BadFilter(BadRequest, ValueError):
    """A filter that cannot be; the message is one sentence for the reader. Answered with status 400."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter: `count` is how many markets it leaves under all the other filters."""

    value: str
    label: str
    count: int
    selected: bool
    query: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its values."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class MarketFilter:
    """An empty value filters nothing. `editions`: listed in at least so many. `status`: in the latest edition."""

    kind: str = ""
    country: str = ""
    category: str = ""
    harm: str = ""
    status: str = ""
    editions: str = ""
    q: str = ""
    sort: str = "first"

    @classmethod
    def from_query(cls, query: QueryDict | Mapping[str, str]) -> MarketFilter:
        """The filter that an address states; raises BadFilter with a sentence. Other parameters are let be."""
        given = {each.name: query.get(each.name, "") for each in fields(cls)}
        cleaned = {name: str(value).strip() for name, value in given.items()}
        cleaned["sort"] = cleaned["sort"] or "first"
        cleaned["country"] = cleaned["country"].upper()
        _one_of("kind", cleaned["kind"], [kind for kind, _ in KINDS])
        _one_of("harm", cleaned["harm"], HARMS)
        _one_of("status", cleaned["status"], STATUSES)
        _one_of("editions", cleaned["editions"], AT_LEAST)
        _one_of("sort", cleaned["sort"], SORTS)
        if cleaned["country"] and not re.fullmatch("[A-Z]{2}", cleaned["country"]):
            raise BadFilter("A country is given by its two letters, such as CN.")
        for name in ("category", "q"):
            if len(cleaned[name]) > LONGEST or "\0" in cleaned[name]:
                raise BadFilter(f"The value of {name} has to be text of at most {LONGEST} characters.")
        return cls(**cleaned)

    def query_string(self) -> str:
        """The same state as an address has it, in one spelling; empty where nothing is filtered."""
        return urlencode(
            {name: value for name, value in self.stated().items() if name != "sort" or value != "first"}
        )

    def stated(self) -> dict[str, str]:
        """What is not empty, by name."""
        return {each.name: getattr(self, each.name) for each in fields(self) if getattr(self, each.name)}

    @property
    def active(self) -> dict[str, str]:
        """What leaves markets out: the state without the sort."""
        return {name: value for name, value in self.stated().items() if name != "sort"}

    def without(self, name: str) -> MarketFilter:
        return replace(self, **{name: ""})

    def rows(self, entries: Iterable[Entry]) -> list[Entry]:
        """The entries that pass, in the order asked for."""
        return sorted(filter(self._test(), entries), key=ORDERS[self.sort])

    def facets(self, entries: Sequence[Entry]) -> tuple[Facet, ...]:
        """Every filter but the text, with each value's count under the other filters."""
        return tuple(self._facet(name, entries) for name in VALUES)

    def _test(self) -> Callable[[Entry], bool]:
        """Whether an entry passes; made once for all entries."""
        wanted = [(VALUES[name], value) for name, value in self.active.items() if name in VALUES]
        text = plain(self.q)

        def passes(entry: Entry) -> bool:
            if text and not any(text in word for word in entry.words):
                return False
            return all(value in values(entry) for values, value in wanted)

        return passes

    def _facet(self, name: str, entries: Sequence[Entry]) -> Facet:
        others = self.without(name)._test()
        counts = Counter(value for entry in filter(others, entries) for value in VALUES[name](entry))
        chosen = getattr(self, name)
        order = ORDERED.get(name) or sorted(
            {*counts, *filter(None, [chosen])}, key=lambda each: label(name, each)
        )
        options = tuple(
            Option(
                value,
                label(name, value),
                counts[value],
                value == chosen,
                replace(self, **{name: value}).query_string(),
            )
            for value in order
            if counts[value] or value == chosen
        )
        return Facet(name, LABELS[name], options)


def _one_of(name: str, value: str, known: Iterable[str]) -> None:
    if value and value not in known:
        raise BadFilter(f"The value of {name} has to be one of: {', '.join(known)}.")


VALUES: dict[str, Callable[[Entry], Iterable[str]]] = {
    "kind": lambda entry: (entry.market.kind,),
    "country": lambda entry: entry.countries,
    "category": lambda entry: entry.categories,
    "harm": lambda entry: entry.harms,
    "status": lambda entry: (str(entry.latest),),
    "editions": lambda entry: tuple(least for least in AT_LEAST if entry.total >= int(least)),
}
ORDERED: dict[str, tuple[str, ...]] = {
    "kind": tuple(kind for kind, _ in KINDS),
    "harm": tuple(HARMS),
    "status": tuple(STATUSES),
    "editions": AT_LEAST,
}
LABELS = {
    "kind": "Kind",
    "country": "Country",
    "category": "Category (our coding)",
    "harm": "Harm (our coding)",
    "status": "In the latest edition",
    "editions": "Listed in at least",
}
ORDERS: dict[str, Callable[[Entry], tuple[object, ...]]] = {
    "first": lambda entry: (entry.first, -entry.row.longest, entry.market.name.casefold(), entry.market.slug),
    "longest": lambda entry: (
        -entry.row.longest,
        entry.first,
        entry.market.name.casefold(),
        entry.market.slug,
    ),
    "total": lambda entry: (-entry.total, entry.first, entry.market.name.casefold(), entry.market.slug),
    "name": lambda entry: (entry.market.name.casefold(), entry.market.slug),
}


def label(name: str, value: str) -> str:
    """A filter's value in words."""
    if name == "country":
        return get_country_name(value)
    if name == "editions":
        return "1 edition" if value == "1" else f"{value} editions"
    return {"harm": HARMS, "status": STATUSES}.get(name, {}).get(value, value)
