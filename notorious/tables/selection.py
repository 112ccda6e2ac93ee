"""Which rows of a table an address asks for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.http import QueryDict

from markets.citations import load_citations_once
from markets.runs import Status
from markets.tables.columns import R, Row, Table, UnreadRow
from markets.tables.entries import MarketEntry, by_kind, read_entries, read_never_listed
from markets.tables.filtering import FilterForm
from markets.tables.filters import MARKET_PREFIX, MarketFilter
from markets.tables.markets import MARKETS
from markets.tables.scope import Scope
from notorious.tables.conditions import PAGE_FILTERS, column_filters, filter_of, has_market_filters
from notorious.tables.parameters import flag_of
from responses.operators import read_operators

Rows = Callable[[Scope], Iterable[Row]]
OPERATOR = "party"
YEAR_COLUMNS = ("year", "later_year")


def select_rows(table: Table, query: QueryDict, beside: Iterable[str] = (), as_page: bool = False) -> Rows:
    """Return the rows of `table` that pass the filters of an address; `beside` are its parameters that filter nothing.

    `as_page` gives them in the order of the list page; else in that of the table. Raises BadFilter at once.
    """
    select = select_unread(table, query, beside, as_page)

    def rows(scope: Scope) -> Iterator[Row]:
        with load_citations_once():
            yield from table.read_rows(row.record for row in select(scope))

    return rows


def select_unread(
    table: Table, query: QueryDict, beside: Iterable[str] = (), as_page: bool = False
) -> Callable[[Scope], Iterable[UnreadRow]]:
    """Return the same rows, of which only what the filters ask for is read."""
    chosen = filter_of(table, as_page).from_query(query, beside)

    def rows(scope: Scope) -> Iterable[UnreadRow]:
        with load_citations_once():
            if not chosen and not as_page:
                return table.unread_rows_of(table.sort_records(table.records(scope)))
            found, in_order = _find_rows(table, chosen, scope, as_page)
            return found if in_order else sorted(found, key=table.sort_key())

    return rows


def _find_rows(
    table: Table, chosen: FilterForm, scope: Scope, as_page: bool
) -> tuple[Sequence[UnreadRow], bool]:
    """Return the rows that pass, and whether they have the order that is asked for."""
    everything = table.unread_rows_of(table.records(scope))
    if table.name in PAGE_FILTERS:
        _, id_of = PAGE_FILTERS[table.name]
        page: Any = chosen
        return rows_with_ids(table, everything, [id_of(item) for item in page.rows()]), as_page
    of_markets = _market_filter(table, chosen)
    columns = column_filters(table)
    beside = find_entries_beside(chosen, of_markets)
    if beside and table.records_beside is not None:
        everything = chain(everything, table.unread_rows_of(table.records_beside(scope, beside)))
    found: Sequence[UnreadRow] = chosen.apply(everything, columns)
    if OPERATOR in chosen.active and OPERATOR not in columns and table.name != "markets":
        found = _rows_of_operators(table, found, chosen.active[OPERATOR])
    if of_markets is not None:
        found = _rows_of_markets(table, found, of_markets, [*read_entries(), *beside])
    return found, (as_page and table.key == MARKETS.key) or (table.in_order and not beside)


def includes_absences(table: Table, query: QueryDict) -> bool:
    """Return whether rows of editions that do not list a market are asked for: by `absences=1`, or by their status."""
    if "absences" not in table.options:
        return False
    stated = {part.strip() for value in query.getlist("status") for part in value.split(",")}
    return flag_of(query, "absences") or bool(stated - {"", str(Status.LISTED)})


def find_entries_beside(chosen: FilterForm, of_markets: MarketFilter | None) -> Sequence[MarketEntry]:
    """Return the markets without a known listing that an address asks for: all of them, or some by their ids."""
    if of_markets is not None and of_markets.wants_never_listed:
        return read_never_listed()
    named = chosen.active.get("market", ())
    return [entry for entry in read_never_listed() if entry.market.slug in named] if named else ()


def _is_of_market(name: str) -> bool:
    return name == "q" or name.startswith(MARKET_PREFIX)


def _market_filter(table: Table, chosen: FilterForm) -> MarketFilter | None:
    """Return the part of a filter that selects markets, as the list of markets has it; None where there is none."""
    if isinstance(chosen, MarketFilter):
        return chosen
    stated = {name: values for name, values in chosen.active.items() if _is_of_market(name)}
    if not stated or not has_market_filters(table):
        return None
    query = QueryDict(mutable=True)
    for name, values in stated.items():
        query.setlist(name.removeprefix(MARKET_PREFIX), values)
    return MarketFilter.from_query(query)


def _rows_of_markets(
    table: Table, rows: Sequence[R], chosen: MarketFilter, entries: Sequence[MarketEntry]
) -> Sequence[R]:
    """Return the rows about those of `entries` that pass the filter of the matrix; rows of markets in its order."""
    groups = by_kind(chosen.rows(entries))
    slugs = [entry.market.slug for group in groups.values() for entry in group]
    if table.key == MARKETS.key:
        return rows_with_ids(table, rows, slugs)
    place, passing = table.place("market"), set(slugs)
    return [row for row in rows if row[place] in passing]


def _rows_of_operators(table: Table, rows: Sequence[R], parties: Sequence[str]) -> list[R]:
    """Return the rows of markets that one of the parties operates, in the year of the row."""
    operators, market = read_operators(), table.place("market")
    year = next((table.place(name) for name in YEAR_COLUMNS if name in table.header), None)
    wanted = set(parties)
    return [
        row
        for row in rows
        if wanted & operators.find(row[market], row[year] if year is not None else None).keys()
    ]


def rows_with_ids(table: Table, rows: Iterable[R], ids: Sequence[str]) -> list[R]:
    """Return the rows with these ids, in their order."""
    place, wanted = table.place(table.key[0]), set(ids)
    found = {key: row for row in rows if (key := row[place]) in wanted}
    return [found[each] for each in ids if each in found]
