"""By what the rows of each table can be filtered: the form of its page, else the columns with few values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from markets.tables.columns import Column, Row, Table, Type
from markets.tables.filtering import FilterField, FilterForm, Known
from markets.tables.filters import MarketFilter
from markets.tables.known import known_markets, known_years
from responses.filters import ClaimFilter, ResponseFilter, known_parties
from responses.tables.claims import claim_id
from responses.tracker import RecommendationFilter

OF_MARKETS = frozenset({"timeline", "markets", "printed_names", "listings", "changes"})
"""Tables about markets: the filter of the matrix chooses the markets."""
BESIDE_MATRIX = frozenset({"market", "year", "later_year", "change"})
"""Columns of these tables that can be filtered by too."""

PAGE_FILTERS: dict[str, tuple[type[FilterForm], Callable[[Any], str]]] = {
    "recommendations": (RecommendationFilter, lambda row: row.recommendation.public_id),
    "responses": (ResponseFilter, lambda response: response.public_id),
    "claims": (ClaimFilter, claim_id),
}
"""Tables with a list page: its filter, and the id of an item of it."""

FILTERED = frozenset({Type.ID, Type.WORD, Type.CODES, Type.INTEGER, Type.BOOLEAN})
SAME_IN_EVERY_ROW = frozenset({"data_version"})
KNOWN_VALUES: dict[str, Known] = {
    "markets.market": known_markets,
    "editions.year": known_years,
    "parties.party": known_parties,
}
"""The values of columns that join another table."""


@cache
def filter_of(table: Table) -> type[FilterForm]:
    """The form of the filters that an address of this table may state."""
    if table.name in PAGE_FILTERS:
        return PAGE_FILTERS[table.name][0]
    base = MarketFilter if table.name in OF_MARKETS else FilterForm
    fields = {column.name: _field(table, column) for column in column_filters(table)}
    return type(f"{table.name.title().replace('_', '')}Filter", (base,), fields)


def column_filters(table: Table) -> Sequence[Column]:
    """The columns by whose values rows are filtered."""
    columns = [each for each in table.columns if each.type in FILTERED and each.name not in SAME_IN_EVERY_ROW]
    if table.name in OF_MARKETS:
        return [column for column in columns if column.name in BESIDE_MATRIX]
    return columns


def _field(table: Table, column: Column) -> FilterField:
    """A filter by the values of one column of a row."""
    place = table.place(column.name)

    def values(row: Row) -> dict[str, str]:
        found = row[place] if column.type is Type.CODES else [row[place]]
        return {_as_stated(each): _as_stated(each) for each in found if each not in (None, "")}

    known: Known = KNOWN_VALUES.get(column.references or f"{table.name}.{column.name}", dict(column.words))
    if column.type is Type.BOOLEAN:
        known = ("true", "false")
    return FilterField(column.description, values, known, numeric=column.type is Type.INTEGER)


def _as_stated(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
