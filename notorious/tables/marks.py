"""What rows are marked with, so that those of a filter are found in a file that was written ahead.

A mark is a filter's name and one of its values: `country=CN`. A row bears those of every filter that it passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from markets.models import Recommendation
from markets.tables.batches import batches
from markets.tables.columns import Column, Row, Table, Type
from markets.tables.entries import Entry, entries
from markets.tables.filters import VALUES
from markets.tables.scope import Scope
from notorious.tables.conditions import OF_MARKETS, equal_columns
from responses.filters import Facet
from responses.tracker import RecommendationFilter, tracker
from responses.tracker import Row as Ask

Marks = tuple[str, ...]
MARKED = (Type.WORD, Type.INTEGER, Type.BOOLEAN)
"""Types of columns with few values. Of an id or a text an index finds the few rows."""


def mark(name: str, value: object) -> str:
    """A filter and one of its values, as an address has them."""
    return f"{name}={str(value).lower() if isinstance(value, bool) else value}"


def stated(table: Table, chosen: Mapping[str, object]) -> Marks | None:
    """The marks of all rows that pass what was chosen, and of no others; None where marks do not tell them."""
    if not chosen.keys() <= _marked_by(table):
        return None
    return tuple(sorted(mark(name, value) for name, value in chosen.items()))


def _marked_by(table: Table) -> set[str]:
    if table.name == "recommendations":
        return {facet.name for facet in _facets()}
    own = {column.name for column in _own(table)}
    return own | VALUES.keys() if table.name in OF_MARKETS else own


def _own(table: Table) -> list[Column]:
    return [column for column in equal_columns(table) if column.type in MARKED]


def _facets() -> list[Facet[Ask]]:
    """Those of the tracker but the market, of which there may be as many as asks."""
    return [facet for facet in RecommendationFilter.FACETS if facet.name != "market"]


class Marking:
    """What rows are marked with, in one state of the data at a time."""

    def __init__(self) -> None:
        self._revision = -1
        self._of_markets: dict[str, Marks] = {}

    def of(self, table: Table, scope: Scope) -> Callable[[Sequence[Row]], list[Marks]]:
        """What gives the marks of so many rows of this table; to be asked in the state that the scope is of."""
        if table.name == "recommendations":
            return _of_asks(table)
        own = [(column.name, table.place(column.name)) for column in _own(table)]
        place = table.place("market") if table.name in OF_MARKETS else None

        def marks(part: Sequence[Row]) -> list[Marks]:
            known = {} if place is None else self.of_markets(scope)
            return [
                (() if place is None else known[row[place]])
                + tuple(mark(name, row[at]) for name, at in own if row[at] not in (None, ""))
                for row in part
            ]

        return marks

    def of_markets(self, scope: Scope) -> dict[str, Marks]:
        """{market: its marks}, kept for the next table; most markets have the same marks as many others."""
        if self._revision != scope.revision:
            same: dict[Marks, Marks] = {}
            self._of_markets, self._revision = {}, scope.revision
            for entry in chain.from_iterable(entries(part, few=True) for part in batches(scope)):
                found = tuple(_of_entry(entry))
                self._of_markets[entry.market.slug] = same.setdefault(found, found)
        return self._of_markets


def _of_entry(entry: Entry) -> Iterator[str]:
    for name, values in VALUES.items():
        for value in values(entry):
            yield mark(name, value)


def _of_asks(table: Table) -> Callable[[Sequence[Row]], list[Marks]]:
    place = table.place("recommendation_id")
    facets = _facets()

    def marks(part: Sequence[Row]) -> list[Marks]:
        asks = tracker(list(Recommendation.objects.filter(public_id__in=[row[place] for row in part])))
        found = {
            ask.recommendation.public_id: tuple(
                mark(facet.name, value) for facet in facets for value in facet.values(ask)
            )
            for ask in asks
        }
        return [found[row[place]] for row in part]

    return marks
