"""The state of a list, as it stands in the address: one object for the page, its downloads and its feeds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Generic, Self, TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

from markets.tables.filters import BadFilter

Item = TypeVar("Item")


@dataclass(frozen=True)
class Facet(Generic[Item]):
    """One thing to filter by. `values` gives {value: label} of an item; `allowed` all values, if closed.

    A flag has one value, `1`. `floor` hides values that are true of every item.
    """

    name: str
    label: str
    values: Callable[[Item], Mapping[str, str]]
    allowed: tuple[str, ...] = ()
    numeric: bool = False
    flag: bool = False
    floor: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: how many items it would leave under the other filters."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Filter(Generic[Item]):
    """What was chosen, one value for each facet at most."""

    FACETS: ClassVar[Sequence[Facet]]
    # What an address may carry beside filters: how it is written, not what is shown.
    BESIDE: ClassVar[frozenset[str]] = frozenset({"profile", "page"})

    chosen: Mapping[str, str]

    @classmethod
    def from_query(cls, query: QueryDict | Mapping[str, str]) -> Self:
        """The filter that an address states. Empty values are none.

        Raises BadFilter with a sentence for a name or a value that cannot be: a filter that is misspelt must
        not show everything.
        """
        facets = {facet.name: facet for facet in cls.FACETS}
        chosen: dict[str, str] = {}
        for name in query:
            values = query.getlist(name) if isinstance(query, QueryDict) else [query[name]]
            stated = [value for value in values if value]
            if name in cls.BESIDE or not stated:
                continue
            if name not in facets:
                raise BadFilter(f"There is no filter “{name}”. There are: {', '.join(facets)}.")
            if len(set(stated)) > 1:
                raise BadFilter(f"“{name}” takes one value, and the address has {len(set(stated))}.")
            chosen[name] = _checked(facets[name], stated[0])
        return cls({name: chosen[name] for name in facets if name in chosen})

    def __bool__(self) -> bool:
        return bool(self.chosen)

    def apply(self, items: Iterable[Item]) -> list[Item]:
        """The items that every chosen value fits, in their order."""
        return [item for item in items if self._fits(item)]

    def facets(self, items: Sequence[Item]) -> list[tuple[Facet[Item], list[Choice]]]:
        """Each facet with its values, counted among `items` (all of them) under the other filters."""
        return [(facet, self._choices(facet, items)) for facet in self.FACETS]

    def query_string(self, **changes: str) -> str:
        """The filter as an address states it, in one fixed order; `changes` set values, empty ones unset."""
        merged = {**self.chosen, **changes}
        return urlencode([(each.name, merged[each.name]) for each in self.FACETS if merged.get(each.name)])

    def without(self, name: str) -> Self:
        return replace(self, chosen={key: value for key, value in self.chosen.items() if key != name})

    def words(self, items: Sequence[Item]) -> list[tuple[str, str, str]]:
        """What was chosen as (facet's label, value's label, the address without it)."""
        said = []
        for facet, choices in self.facets(items):
            if facet.name in self.chosen:
                value = self.chosen[facet.name]
                label = next((each.label for each in choices if each.chosen), value)
                said.append(
                    (facet.label, "" if facet.flag else label, self.without(facet.name).query_string())
                )
        return said

    def _fits(self, item: Item, but: str = "") -> bool:
        return all(
            self.chosen[facet.name] in facet.values(item)
            for facet in self.FACETS
            if facet.name in self.chosen and facet.name != but
        )

    def _choices(self, facet: Facet[Item], items: Sequence[Item]) -> list[Choice]:
        labels: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for item in items:
            values = facet.values(item)
            labels |= values
            if self._fits(item, but=facet.name):
                counts.update(list(values))
        mine = self.chosen.get(facet.name)
        if facet.allowed:
            order = [value for value in facet.allowed if value in labels]
        elif facet.numeric:
            order = sorted(labels, key=int, reverse=True)
        else:
            order = sorted(labels, key=lambda value: labels[value].casefold())
        return [
            Choice(value, labels[value], counts[value], value == mine)
            for value in order
            if value == mine or not (facet.numeric and int(value) < facet.floor)
        ]


def _checked(facet: Facet, value: str) -> str:
    if facet.flag and value != "1":
        raise BadFilter(f"“{facet.name}” is either left out or 1.")
    if facet.numeric and not (value.isascii() and value.isdigit() and len(value) <= 4):
        raise BadFilter(f"“{facet.name}” is a number, and “{value}” is not one.")
    if facet.allowed and value not in facet.allowed:
        raise BadFilter(f"“{facet.name}” cannot be “{value}”. It can be: {', '.join(facet.allowed)}.")
    return value
