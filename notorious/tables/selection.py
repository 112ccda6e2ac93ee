"""Which rows an address asks for: the filter objects of the pages, and plain equality where no page has one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import QueryDict

from markets.grid import build_grid
from markets.tables.columns import Column, Row, Table, Type
from markets.tables.entries import by_kind, entries
from markets.tables.filters import BadFilter, MarketFilter
from markets.tables.scope import Scope
from notorious.tables.conditions import (
    MARKET_FILTER,
    OF_MARKETS,
    PAGE_FILTERS,
    equal_columns,
    parameters,
)
from notorious.tables.parameters import one, printable, refuse_unknown

Rows = Callable[[Scope], Iterable[Row]]

_OF_A_LISTING = re.compile(r"(\d{4})-(.+)")
_OF_A_CHANGE = re.compile(r"\d{4}-(\d{4})-(.+)")


def selected(table: Table, query: QueryDict, beside: Iterable[str] = (), as_page: bool = False) -> Rows:
    """The rows of `table` that the address asks for; `beside` are its parameters that filter nothing.

    `as_page` gives them in the order of the list page; else in that of the table. Raises BadFilter at once.
    """
    refuse_unknown(query, {*parameters(table), *beside})
    asked = {name: one(query, name) for name in parameters(table) if one(query, name)}
    if table.name in PAGE_FILTERS:
        return _by_page(table, asked, as_page)
    wanted = {
        column: _value(column, asked[column.name]) for column in equal_columns(table) if column.name in asked
    }
    matrix = {name: value for name, value in asked.items() if name in MARKET_FILTER}
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


def _by_page(table: Table, asked: dict[str, str], as_page: bool) -> Rows:
    filter_class, id_of = PAGE_FILTERS[table.name]
    if not asked and not as_page:
        return table.rows
    chosen = filter_class.from_query(asked)
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
    if table.name not in OF_MARKETS and table.name != "recommendations_and_responses":
        return scope
    named = {column.name: value for column, value in wanted.items()}
    year = named.get("year", named.get("later_year"))
    if "market" in named:
        scope = replace(scope, markets=(named["market"],))
    return replace(scope, years=(year,)) if year is not None else scope


def _of_markets(table: Table, chosen: MarketFilter, scope: Scope, as_page: bool) -> Iterator[Row]:
    passing = list(chosen.rows(entries(build_grid())))
    if as_page and table.name == "markets":
        slugs = tuple(entry.market.slug for group in by_kind(passing).values() for entry in group)
        yield from in_the_order_of(table, table.rows(replace(scope, markets=slugs)), slugs, as_page=True)
        return
    found = tuple(entry.market.slug for entry in passing if scope.holds(entry.market.slug))
    if found:
        yield from table.rows(replace(scope, markets=found))


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
