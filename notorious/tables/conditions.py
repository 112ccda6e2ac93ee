"""By what the rows of each table can be filtered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

from markets.tables.columns import Column, Table, Type
from markets.tables.filters import MarketFilter
from responses.response_filter import ResponseFilter
from responses.tables.claims import claim_id
from responses.tracker import RecommendationFilter
from responses.views.claims import ClaimFilter

MARKET_FILTER = tuple(each.name for each in fields(MarketFilter))
OF_MARKETS = frozenset({"timeline", "markets", "printed_names", "listings", "changes"})
"""Tables about markets: the filter of the matrix chooses the markets."""

MARKET_BY_MARKET = frozenset({"timeline", "changes", "markets", "printed_names"})
"""Those whose rows stand in the order of the markets, so that so many markets at a time can be read."""

PAGE_FILTERS: dict[str, tuple[type[Any], Callable[[Any], str]]] = {
    "recommendations": (RecommendationFilter, lambda row: row.recommendation.public_id),
    "responses": (ResponseFilter, lambda response: response.public_id),
    "claims": (ClaimFilter, claim_id),
}
"""Tables with a list page: its filter, and the id of an item of it."""

EQUAL = frozenset({Type.ID, Type.WORD, Type.CODES, Type.INTEGER, Type.BOOLEAN})
OURS = frozenset({"data_version"})
"""Columns that are the same in every row."""


def parameters(table: Table) -> tuple[str, ...]:
    """The filters that an address of this table may state."""
    if table.name in PAGE_FILTERS:
        return tuple(facet.name for facet in PAGE_FILTERS[table.name][0].FACETS)
    own = tuple(column.name for column in equal_columns(table))
    return (*MARKET_FILTER, *own) if table.name in OF_MARKETS else own


def equal_columns(table: Table) -> Sequence[Column]:
    """Columns whose value an address may state; on tables about markets, these beside the filter of the matrix."""
    if table.name in PAGE_FILTERS:
        return ()
    wanted = [column for column in table.columns if column.type in EQUAL and column.name not in OURS]
    if table.name in OF_MARKETS:
        wanted = [column for column in wanted if column.name in ("market", "year", "later_year", "change")]
    return wanted
