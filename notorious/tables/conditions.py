"""By what the rows of each table can be filtered: the form of its page, else the columns with few values.

`country=` selects rows. `market_country=` selects markets: all their rows pass, in whatever edition.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import cache
from typing import Any

from markets.countries import get_all_countries, read_country_code
from markets.tables.columns import SEPARATORS, Column, Row, Table, Type, spell_word
from markets.tables.filtering import FilterField, FilterForm, Known
from markets.tables.filters import HARMS, MARKET_PREFIX, MarketFilter
from markets.tables.known import (
    known_categories,
    known_eu_categories,
    known_markets,
    known_scripts,
    known_years,
    read_merged_ids,
)
from markets.tables.markets import KNOWN_BY
from responses.filters import ClaimFilter, OperatedMarketFilter, ResponseFilter, known_parties
from responses.tables.claims import claim_id
from responses.tracker import RecommendationFilter

PAGE_FILTERS: dict[str, tuple[type[FilterForm], Callable[[Any], str]]] = {
    "recommendations": (RecommendationFilter, lambda row: row.recommendation.public_id),
    "responses": (ResponseFilter, lambda response: response.public_id),
    "claims": (ClaimFilter, claim_id),
}
"""Tables with a list page: its filter, and the id of an item of it."""

PAGE_ORDER = "sort"
FILTERED = frozenset({Type.ID, Type.WORD, Type.CODES, Type.INTEGER, Type.INTEGERS, Type.BOOLEAN})
SAME_IN_EVERY_ROW = frozenset({"data_version"})
PARAMETERS_OF_COLUMNS = {"country_codes": "country", "operators": "party"}
"""Columns that are filtered under a shorter name; their own works too."""
MARKET_ID = "markets.market"
MARKETS_BESIDE = (
    *("absences.market", "aliases.market", "history_statements.market"),
    *("nominations.market", "watch_list_eu.market"),
)
"""Columns with ids of markets that need not be in the table of markets."""
KNOWN_VALUES: dict[str, Known] = {
    MARKET_ID: known_markets,
    **dict.fromkeys(MARKETS_BESIDE, known_markets),
    "aliases.script": known_scripts,
    "editions.year": known_years,
    "markets.known_by": list(KNOWN_BY),
    "parties.party": known_parties,
    "watch_list_eu.category": known_eu_categories,
}
"""The values of columns that join another table."""
KNOWN_OF_PARAMETERS: dict[str, Known] = {
    "country": get_all_countries,
    "party": known_parties,
    "category": lambda: [spell_word(each) for each in known_categories()],
    "harm": HARMS,
}


@cache
def filter_of(table: Table, as_page: bool = False) -> type[FilterForm]:
    """Return the form of the filters that an address of this table may state.

    `as_page`: that of its list page, which has orders of its own.
    """
    if table.name in PAGE_FILTERS:
        return PAGE_FILTERS[table.name][0]
    columns = column_filters(table)
    fields = {name: _field(table, column, name) for name, column in columns.items()}
    aliases = {column.name: name for name, column in columns.items() if column.name != name}
    if "year" not in fields and "later_year" in fields:
        aliases["year"] = "later_year"
    if "market" in fields and "party" not in fields and table.name != "markets":
        fields["party"] = FilterField("The party that operates the market", _no_values, known_parties)
    base: type[FilterForm] = FilterForm
    if table.name == "markets":
        base = OperatedMarketFilter
    elif has_market_filters(table):
        fields |= _market_fields(fields)
    attributes: dict[str, Any] = {
        **fields,
        "ALIASES": {**base.ALIASES, **aliases},
        "OF_ROWS": frozenset(fields),
    }
    if not as_page and PAGE_ORDER in base.base_fields:
        attributes[PAGE_ORDER] = None
    return type(f"{table.name.title().replace('_', '')}Filter", (base,), attributes)


def column_filters(table: Table) -> Mapping[str, Column]:
    """{parameter: the column by whose values it filters rows}"""
    columns = [each for each in table.columns if each.type in FILTERED and each.name not in SAME_IN_EVERY_ROW]
    named = {PARAMETERS_OF_COLUMNS.get(column.name, column.name): column for column in columns}
    taken = OperatedMarketFilter.base_fields if table.name == "markets" else ()
    return {name: column for name, column in named.items() if name not in taken}


def has_market_filters(table: Table) -> bool:
    """Return whether its rows are about markets, by whose properties they can be selected."""
    about = [column for column in table.columns if column.name == "market"]
    return table.name not in PAGE_FILTERS and any(column.references == "markets.market" for column in about)


def _market_fields(taken: Mapping[str, FilterField]) -> dict[str, FilterField]:
    """Return the filters of `/markets/` under names that say that they select markets."""
    fields = {}
    for name, field in MarketFilter.base_fields.items():
        if name in MarketFilter.NOT_FILTERS or not isinstance(field, FilterField):
            continue
        named = name if name == "q" else f"{MARKET_PREFIX}{name}"
        if named not in taken:
            fields[named] = copy(field)
            fields[named].label = f"Selects markets, in all their rows. {field.label}"
    return fields


def _field(table: Table, column: Column, name: str) -> FilterField:
    """Return a filter by the values of one column of a row."""
    place, is_list = table.place(column.name), column.type in SEPARATORS

    def values(row: Row) -> dict[str, str]:
        found: Sequence[object] = row[place] if is_list else [row[place]]
        stated = [_as_stated(each) for each in found if each not in (None, "")]
        return dict(zip(stated, stated, strict=True))

    joined = column.references or f"{table.name}.{column.name}"
    known: Known = KNOWN_VALUES.get(joined, dict(column.words))
    if column.type is Type.BOOLEAN:
        known = ("true", "false")
    return FilterField(
        column.description,
        values,
        known or KNOWN_OF_PARAMETERS.get(name, ()),
        numeric=column.type in (Type.INTEGER, Type.INTEGERS),
        transform=read_country_code if name == "country" else str,
        renamed=read_merged_ids if joined in (MARKET_ID, *MARKETS_BESIDE) else dict,
    )


def _no_values(row: Row) -> dict[str, str]:
    """Of a filter that is not read from the row alone."""
    return {}


def _as_stated(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
