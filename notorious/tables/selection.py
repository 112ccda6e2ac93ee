"""Which rows an address asks for: the filter objects of the pages, and plain equality where no page has one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from django.db.models import Q
from django.http import QueryDict

from markets.grid import grid
from markets.models import Listing, Market
from markets.models.market import CANONICAL
from markets.models.version import PAST
from markets.search.names import LISTED, NAMED
from markets.search.sql import holds_key
from markets.tables.batches import batches
from markets.tables.columns import Column, Row, Table, Type
from markets.tables.entries import by_kind, entries, plain
from markets.tables.filters import BadFilter, MarketFilter
from markets.tables.scope import Scope
from markets.views.by_name import is_large
from notorious.tables.conditions import (
    MARKET_BY_MARKET,
    MARKET_FILTER,
    OF_MARKETS,
    PAGE_FILTERS,
    equal_columns,
    parameters,
)
from notorious.tables.marks import Marks, stated
from notorious.tables.parameters import one, printable, refuse_unknown
from responses.tables.asks import asks_under
from responses.tracker import RecommendationFilter
from responses.views.many_asks import are_many

Rows = Callable[[Scope], Iterable[Row]]

NAMED_AT_MOST = 20_000
_OF_A_LISTING = re.compile(r"(\d{4})-(.+)")
_OF_A_CHANGE = re.compile(r"\d{4}-(\d{4})-(.+)")


@dataclass(frozen=True, slots=True)
class Selected:
    """`rows` of a scope; `marks` are what all of them bear and no others, where they stand in the table's order."""

    rows: Rows
    marks: Marks | None = None


def selected(table: Table, query: QueryDict, beside: Iterable[str] = (), as_page: bool = False) -> Selected:
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
    named = {column.name: value for column, value in wanted.items()}
    matrix = {name: value for name, value in asked.items() if name in MARKET_FILTER}
    if table.name in OF_MARKETS and (matrix or as_page):
        chosen = MarketFilter.from_query(matrix)
        return Selected(
            lambda scope: _equal(
                table, _of_markets(table, chosen, _narrowed(table, scope, wanted), as_page), wanted
            ),
            stated(table, chosen.active | named) if is_large() or not as_page else None,
        )
    return Selected(
        lambda scope: _equal(table, table.rows(_narrowed(table, scope, wanted)), wanted), stated(table, named)
    )


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


def _by_page(table: Table, asked: dict[str, str], as_page: bool) -> Selected:
    filter_class, id_of = PAGE_FILTERS[table.name]
    if not asked and not as_page:
        return Selected(table.rows, ())
    chosen = filter_class.from_query(asked)
    if isinstance(chosen, RecommendationFilter) and (not as_page or are_many()):
        return Selected(lambda scope: asks_under(chosen, scope), stated(table, chosen.chosen))
    return Selected(
        lambda scope: in_the_order_of(
            table, table.rows(scope), [id_of(item) for item in chosen.rows()], as_page
        )
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
    named = _named(plain(chosen.q)) if plain(chosen.q) else None
    if named is not None:
        which &= Q(pk__in=named)
    if chosen.country or chosen.category or chosen.harm:
        which &= Q(pk__in=listings.values(of=CANONICAL))
    return which


def _named(key: str) -> set[int] | None:
    """The markets that bear such a name, by two indexes; None where they are too many to be named, or of the past,
    which has no such index."""
    if PAST.get():
        return None
    printed = (
        Listing.objects.public().filter(holds_key(LISTED, key)).order_by().values_list(CANONICAL, flat=True)
    )
    named = Market.objects.filter(holds_key(NAMED, key)).order_by().values_list("pk", flat=True)
    found = {*printed[: NAMED_AT_MOST + 1], *named[: NAMED_AT_MOST + 1]}
    return None if len(found) > NAMED_AT_MOST else found


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
