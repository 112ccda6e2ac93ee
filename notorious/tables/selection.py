"""Which rows of a table an address asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.http import QueryDict

from markets.tables.columns import Row, Table
from markets.tables.entries import by_kind, read_entries
from markets.tables.filters import MarketFilter
from markets.tables.scope import Scope
from notorious.tables.conditions import PAGE_FILTERS, column_filters, filter_of

Rows = Callable[[Scope], Sequence[Row]]


def select_rows(table: Table, query: QueryDict, beside: Iterable[str] = (), as_page: bool = False) -> Rows:
    """The rows of `table` that pass the filters of an address; `beside` are its parameters that filter nothing.

    `as_page` gives them in the order of the list page; else in that of the table. Raises BadFilter at once.
    """
    chosen = filter_of(table).from_query(query, beside)
    if not chosen and not as_page:
        return table.rows

    def rows(scope: Scope) -> Sequence[Row]:
        if table.name in PAGE_FILTERS:
            _, id_of = PAGE_FILTERS[table.name]
            page: Any = chosen
            return rows_with_ids(table, table.rows(scope), [id_of(item) for item in page.rows()], as_page)
        columns = [column.name for column in column_filters(table)]
        found = chosen.apply(table.rows(scope), columns)
        if isinstance(chosen, MarketFilter):
            return _rows_of_markets(table, found, chosen, as_page and table.name == "markets")
        return found

    return rows


def _rows_of_markets(table: Table, rows: Sequence[Row], chosen: MarketFilter, as_page: bool) -> Sequence[Row]:
    """The rows about markets that pass the filter of the matrix."""
    groups = by_kind(chosen.rows(read_entries()))
    slugs = [entry.market.slug for group in groups.values() for entry in group]
    if as_page:
        return rows_with_ids(table, rows, slugs, as_page)
    place, passing = table.place("market"), set(slugs)
    return [row for row in rows if row[place] in passing]


def rows_with_ids(table: Table, rows: Iterable[Row], ids: Sequence[str], as_page: bool) -> Sequence[Row]:
    """The rows with these ids, in their order or in that of the table."""
    place, wanted = table.place(table.key[0]), set(ids)
    found = {row[place]: row for row in rows if row[place] in wanted}
    return [found[each] for each in ids if each in found] if as_page else list(found.values())
