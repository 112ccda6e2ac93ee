"""What the list of markets can be filtered by: page, CSV and JSON all go through it."""

from collections.abc import Callable, Container, Iterable
from typing import Any, ClassVar

from markets.countries import get_all_countries, get_country_name, read_country_code
from markets.models import KINDS
from markets.runs import Status
from markets.tables.entries import MarketEntry, read_entries, read_never_listed
from markets.tables.filtering import FilterField, FilterForm
from markets.tables.known import known_categories, known_years
from markets.text.keys import name_key

HARMS = {
    "copyright_piracy": "copyright piracy",
    "trademark_counterfeiting": "trademark counterfeiting",
    "both": "copyright piracy and trademark counterfeiting",
}
SORTS = {
    "latest": "latest edition",
    "first": "first edition",
    "longest": "longest run",
    "total": "number of editions",
    "name": "name",
}
"""The orders of the list; `-` before one turns it around."""
DEFAULT_SORT = "latest"
CHANGE_CHOICES = {"relisted": "relisted at least once", "no_longer_listed": "no longer listed"}
MARKET_PREFIX = "market_"
"""Begins the names of filters that select markets where a row is not a market."""
AT_LEAST = ("1", "2", "3", "5", "8", "10", "12")
REACHED = [
    {least: "1 edition" if least == "1" else f"{least} editions" for least in AT_LEAST if int(least) <= total}
    for total in range(int(AT_LEAST[-1]) + 1)
]
"""What a number of editions reaches, with its words; the last entry is that of all higher numbers."""
STATUS_CHOICES = {str(status): status.label for status in Status if status is not Status.NO_EDITION}


LISTED_CHOICES = {"ever": "in an edition that we know", "never": "in none that we know"}


class MarketFilter(FilterForm):
    """The state of `/markets/`. `editions`: listed in at least this many. `status`: in the latest edition.

    `year`: listed in that edition. `change`: at any time in its history.
    """

    NOT_FILTERS: ClassVar = frozenset({"sort"})
    ALIASES: ClassVar = {
        f"{MARKET_PREFIX}{name}": name
        for name in ("kind", "country", "category", "harm", "status", "editions", "year", "change", "listed")
    }

    OF_ROWS: ClassVar[frozenset[str]] = frozenset()
    """Fields that the table of markets adds: they filter its rows and not entries."""

    kind = FilterField("Kind", lambda entry: {entry.market.kind: entry.market.kind}, dict(KINDS))
    country = FilterField(
        "Country",
        lambda entry: {code: get_country_name(code) for code in entry.countries},
        get_all_countries,
        transform=read_country_code,
    )
    category = FilterField(
        "Category (our classification)",
        lambda entry: {each: each for each in entry.categories},
        known_categories,
    )
    harm = FilterField(
        "Harm (our classification)",
        lambda entry: {each: HARMS.get(each, each) for each in entry.harms},
        HARMS,
    )
    status = FilterField(
        "Status in the latest edition",
        lambda entry: {str(entry.latest): entry.latest.label},
        STATUS_CHOICES,
    )
    year = FilterField(
        "Listed in",
        lambda entry: {str(year): str(year) for year in entry.row.listed_years},
        known_years,
        numeric=True,
    )
    change = FilterField(
        "Change", lambda entry: {each: CHANGE_CHOICES[each] for each in entry.changes}, CHANGE_CHOICES
    )
    listed = FilterField(
        "Listed by USTR",
        lambda entry: {"ever": LISTED_CHOICES["ever"]} if entry.total else {"never": LISTED_CHOICES["never"]},
        LISTED_CHOICES,
        single=True,
    )
    editions = FilterField(
        "Listed in at least",
        lambda entry: REACHED[min(entry.total, len(REACHED) - 1)],
        AT_LEAST,
    )
    q = FilterField("Text", single=True)
    sort = FilterField(
        "Sort by",
        known=[*SORTS, *(f"-{sort}" for sort in SORTS)],
        single=True,
        transform=lambda sort: "" if sort == DEFAULT_SORT else sort,
    )

    @property
    def text(self) -> str:
        """Part of a name or domain; empty where none is asked for."""
        return "".join(self.chosen.get("q", []))

    @property
    def order(self) -> str:
        return "".join(self.chosen.get("sort", [])) or DEFAULT_SORT

    @property
    def wants_never_listed(self) -> bool:
        """Whether it asks for markets that USTR never listed, as far as we know."""
        return self.chosen.get("listed") == ["never"]

    def read(self) -> tuple[MarketEntry, ...]:
        """Return the markets to choose from. Those that USTR never listed, as far as we know, only where asked for."""
        return (*read_entries(), *(read_never_listed() if self.wants_never_listed else ()))

    def rows(self, entries: Iterable[MarketEntry]) -> list[MarketEntry]:
        """Return the entries that pass, in the order asked for."""
        order = self.order.removeprefix("-")
        passed = self.apply(entries, self.fields.keys() - self.OF_ROWS)
        return sorted(passed, key=ORDERS[order], reverse=self.order != order)

    def apply(self, items: Iterable[Any], names: Container[str] | None = None) -> list[Any]:
        """Return the items that pass every filter, or those of `names`; the text is looked for in names and domains."""
        text = name_key(self.text) if names is None or "q" in names else ""
        named = [each for each in items if any(text in word for word in each.words)] if text else items
        return super().apply(named, names)


ORDERS: dict[str, Callable[[MarketEntry], tuple[object, ...]]] = {
    "latest": lambda entry: (
        -entry.last,
        -entry.total,
        entry.first,
        entry.market.name.casefold(),
        entry.market.slug,
    ),
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


def label_value(name: str, value: str) -> str:
    """Return a filter's value in words."""
    if name == "country":
        return get_country_name(value)
    words = {"harm": HARMS, "status": STATUS_CHOICES, "change": CHANGE_CHOICES, "editions": REACHED[-1]}
    return words.get(name, {}).get(value, value)
