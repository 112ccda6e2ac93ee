"""Which rows an address asks for: the filter objects of the pages, and plain equality where no page has one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from itertools import chain
from typing import Any

from django.db.models import Q
from django.http import QueryDict

from markets.grid import grid
from markets.models import Listing
from markets.models.market import CANONICAL
from markets.tables.batches import batches
from markets.tables.columns import Column, Row, Table, Type
from markets.tables.entries import by_kind, entries
from markets.tables.filters import BadFilter, MarketFilter
from markets.tables.scope import Scope
from markets.views.by_name import is_large
from notorious.tables.parameters import one, printable, refuse_unknown
from responses.board import BoardFilter
from responses.response_filter import ResponseFilter
from responses.tables.asks import asks_under
from responses.tables.claims import claim_id
from responses.views.claims import ClaimFilter
from responses.views.many_asks import are_many

Rows = Callable[[Scope], Iterable[Row]]

MARKET_FILTER = tuple(each.name for each in fields(MarketFilter))
OF_MARKETS = frozenset({"timeline", "markets", "printed_names", "listings", "changes"})
"""Tables about markets: the filter of the matrix chooses the markets."""

MARKET_BY_MARKET = frozenset({"timeline", "changes", "markets", "printed_names"})
"""Those whose rows stand in the order of the markets, so that so many markets at a time can be read."""

PAGE_FILTERS: dict[str, tuple[type[Any], Callable[[Any], str]]] = {
    "recommendations": (BoardFilter, lambda row: row.recommendation.public_id),
    "responses": (ResponseFilter, lambda response: response.public_id),
    "claims": (ClaimFilter, claim_id),
}
"""Tables with a list page: its filter, and the id of an item of it."""

EQUAL = frozenset({Type.ID, Type.WORD, Type.CODES, Type.INTEGER, Type.BOOLEAN})
_OF_A_LISTING = re.compile(r"(\d{4})-(.+)")
_OF_A_CHANGE = re.compile(r"\d{4}-(\d{4})-(.+)")
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


def selected(table: Table, query: QueryDict, beside: Iterable[str] = (), as_page: bool = False) -> Rows:
    """The rows of `table` that the address asks for; `beside` are its parameters that filter nothing.

    `as_page` gives them in the order of the list page; else in that of the table. Raises BadFilter at once.
    """
    refuse_unknown(query, {*parameters(table), *beside})
    stated = {name: one(query, name) for name in parameters(table) if one(query, name)}
    if table.name in PAGE_FILTERS:
        return _by_page(table, stated, as_page)
    wanted = {
        column: _value(column, stated[column.name])
        for column in equal_columns(table)
        if column.name in stated
    }
    matrix = {name: value for name, value in stated.items() if name in MARKET_FILTER}
    if table.name in OF_MARKETS and (matrix or as_page):
        chosen = MarketFilter.from_query(matrix)
        return lambda scope: _equal(
            table, _of_markets(table, chosen, _narrowed(table, scope, wanted), as_page), wanted
        )
    return lambda scope: _equal(table, table.rows(_narrowed(table, scope, wanted)), wanted)


def of_key(table: Table, key: str, scope: Scope) -> Scope:
    """The scope of the one row that has this key, as far as the key tells what the row is about."""
    if table.name in ("markets", "recommendations"):
        named = replace(scope, first=key, few=1)
        return replace(named, markets=(key,)) if table.name == "markets" else named
    if found := _OF_A_LISTING.fullmatch(key) if table.name in ("timeline", "listings") else None:
        return replace(scope, years=(int(found[1]),), markets=(found[2],))
    if found := _OF_A_CHANGE.fullmatch(key) if table.name == "changes" else None:
        return replace(scope, years=(int(found[1]),), markets=(found[2],))
    return scope


def _by_page(table: Table, stated: dict[str, str], as_page: bool) -> Rows:
    filter_class, id_of = PAGE_FILTERS[table.name]
    if not stated and not as_page:
        return table.rows
    chosen = filter_class.from_query(stated)
    if isinstance(chosen, BoardFilter) and (not as_page or are_many()):
        return lambda scope: asks_under(chosen, scope)
    return lambda scope: in_the_order_of(
        table, table.rows(scope), [id_of(item) for item in chosen.rows()], as_page
    )


def in_the_order_of(table: Table, rows: Iterable[Row], ids: Sequence[str], as_page: bool) -> Iterator[Row]:
    """The rows with these ids, in their order or in that of the table."""
    place = table.place(table.key[0])
    wanted = set(ids)
    found = {row[place]: row for row in rows if row[place] in wanted}
    yield from (found[known] for known in ids if known in found) if as_page else found.values()


def _narrowed(table: Table, scope: Scope, wanted: Mapping[Column, Any]) -> Scope:
    """The scope without markets and editions that no row asked for is about: they are then not read."""
    if table.name not in OF_MARKETS:
        return scope
    named = {column.name: value for column, value in wanted.items()}
    year = named.get("year", named.get("later_year"))
    if "market" in named:
        scope = replace(scope, markets=(named["market"],))
    return replace(scope, years=(year,)) if year is not None else scope


def _of_markets(table: Table, chosen: MarketFilter, scope: Scope, as_page: bool) -> Iterator[Row]:
    # Of a large record the page shows a few markets at a time: the file is in the order of the table.
    if as_page and table.name == "markets" and not is_large():
        groups = by_kind(chosen.rows(entries(grid())))
        slugs = tuple(entry.market.slug for group in groups.values() for entry in group)
        yield from in_the_order_of(table, table.rows(replace(scope, markets=slugs)), slugs, as_page=True)
        return
    at_once = table.name in MARKET_BY_MARKET
    asked = replace(scope, years=None) if at_once else replace(scope, years=None, first="", few=0)
    parts = batches(asked, among=_perhaps(chosen))
    passing = (tuple(entry.market.slug for entry in chosen.rows(entries(part, few=True))) for part in parts)
    for found in passing if at_once else [tuple(chain.from_iterable(passing))]:
        if found:
            yield from table.rows(replace(scope, markets=found))


def _perhaps(chosen: MarketFilter) -> Q:
    """Markets that may pass, as far as an index tells: the filter itself is then asked of each."""
    listings = Listing.objects.public().order_by()
    if chosen.country:
        listings = listings.filter(country_codes__contains=[chosen.country])
    if chosen.category:
        listings = listings.filter(category=chosen.category)
    if chosen.harm:
        listings = listings.filter(harm=chosen.harm)
    which = Q(kind=chosen.kind) if chosen.kind else Q()
    if chosen.country or chosen.category or chosen.harm:
        which &= Q(pk__in=listings.values(of=CANONICAL))
    return which


def _equal(table: Table, rows: Iterable[Row], wanted: dict[Column, Any]) -> Iterator[Row]:
    tests = [(table.place(column.name), column.type is Type.CODES, value) for column, value in wanted.items()]
    for row in rows:
        if all(value in row[place] if many else row[place] == value for place, many, value in tests):
            yield row


def _value(column: Column, text: str) -> Any:
    if column.type is Type.INTEGER:
        if not (text.isascii() and text.isdigit() and len(text) <= 9):
            raise BadFilter(f"“{column.name}” is a number, and “{printable(text)}” is not one.")
        return int(text)
    if column.type is Type.BOOLEAN:
        if text not in ("true", "false"):
            raise BadFilter(f"“{column.name}” is true or false, and not “{printable(text)}”.")
        return text == "true"
    if column.words and text not in dict(column.words):
        known = ", ".join(value for value, _ in column.words)
        raise BadFilter(f"“{column.name}” cannot be “{printable(text)}”. It can be: {known}.")
    return text
