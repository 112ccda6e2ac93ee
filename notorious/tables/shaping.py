"""Which columns of a table an address asks for, and in which order its rows come: `fields=` and `sort=`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cmp_to_key
from typing import Any

from django.http import QueryDict

from markets.tables.cells import format_text
from markets.tables.columns import AnyRow, Column, R, Row, Table, Type
from markets.tables.filtering import BadFilter, word_refusal

SHAPING_PARAMETERS = ("fields", "sort")
NUMBER_TYPES = (Type.INTEGER, Type.NUMBER, Type.BOOLEAN)
SortPart = tuple[int, Any]
SortPlace = tuple[SortPart, ...]


@dataclass(frozen=True, slots=True)
class TableShape:
    """`fields`: the columns, in their order; empty for all. `sort`: columns, each with whether it descends."""

    fields: tuple[str, ...] = ()
    sort: tuple[tuple[str, bool], ...] = ()


def read_shape(table: Table, query: QueryDict, sorted_already: bool = False) -> TableShape:
    """Return the shape that an address states. Raises BadFilter."""
    fields = _read_names(table, query, "fields")
    stated = [] if sorted_already else _read_names(table, query, "sort")
    sort = tuple((name.removeprefix("-"), name.startswith("-")) for name in stated)
    return TableShape(tuple(fields), sort)


def _read_names(table: Table, query: QueryDict, parameter: str) -> list[str]:
    stated = [part.strip() for value in query.getlist(parameter) for part in value.split(",")]
    names = list(dict.fromkeys(part for part in stated if part))
    if "" in stated and parameter == "fields":
        raise BadFilter("“fields” has an empty name: name columns, or leave it out.")
    for name in names:
        column = name.removeprefix("-") if parameter == "sort" else name
        if column not in table.header:
            raise BadFilter(word_refusal(parameter, column, table.header))
    return names


def pick_columns(table: Table, rows: Iterable[Row], names: Sequence[str]) -> tuple[Table, Iterable[Row]]:
    """Return the table and its rows with these columns alone; all of them where none is named."""
    if not names:
        return table, rows
    places = [table.place(name) for name in names]
    narrow = replace(table, columns=tuple(table.columns[place] for place in places))
    return narrow, (tuple([row[place] for place in places]) for row in rows)


def sort_rows(table: Table, rows: Iterable[R], sort: Sequence[tuple[str, bool]]) -> list[R]:
    """The rows in this order; rows that are equal in it keep theirs. Blanks come first, or last if descending."""
    found = list(rows)
    for name, descending in reversed(sort):
        place, column = table.place(name), table.column(name)

        def part(row: R, place: int = place, column: Column = column) -> SortPart:
            return make_part(row[place], column)

        found.sort(key=part, reverse=descending)
    return found


def make_part(value: Any, column: Column) -> SortPart:
    """Return what a value is sorted by."""
    if value is None or value == "":
        return 0, 0 if column.type in NUMBER_TYPES else ""
    return 1, (value if column.type in NUMBER_TYPES else format_text(value, column))


def find_place(table: Table, row: AnyRow, sort: Sequence[tuple[str, bool]]) -> SortPlace:
    """Return where a row is in an order: its values in the sorted columns, then in those of the table's own order."""
    names = [*(name for name, _ in sort), *table.order]
    return tuple(make_part(row[table.place(name)], table.column(name)) for name in names)


def is_behind(sort: Sequence[tuple[str, bool]]) -> Callable[[SortPlace, SortPlace], bool]:
    """Return whether the first of two places comes after the second."""
    directions = [descending for _, descending in sort]

    def compare(one: SortPlace, other: SortPlace) -> int:
        for number, (left, right) in enumerate(zip(one, other, strict=True)):
            if left != right:
                descending = number < len(directions) and directions[number]
                return -1 if (left < right) is not descending else 1
        return 0

    key = cmp_to_key(compare)
    return lambda one, other: bool(key(one) > key(other))
