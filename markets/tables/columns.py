"""Tables and their columns: files, dictionary, schema and API are all made from them."""

import enum
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar

from django.db.models import TextChoices

from markets.citations import load_citations_once
from markets.tables.entries import MarketEntry
from markets.tables.scope import Scope

Row = tuple[Any, ...]


class Type(enum.StrEnum):
    """What a cell holds. Only `text` and `texts` are free text."""

    ID = "id"
    WORD = "word"
    TEXT = "text"
    TEXTS = "texts"
    CODES = "codes"
    INTEGER = "integer"
    INTEGERS = "integers"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    TIMESTAMP = "timestamp"
    URL = "url"


@lru_cache(maxsize=4096)
def spell_word(value: str | None) -> str:
    """Return a controlled value as files have it: `trade_body` for `trade body`, `iptv` for `IPTV`."""
    return re.sub(r"[^a-z0-9]+", "_", value.lower()).strip("_") if value else ""


SEPARATORS = {Type.CODES: " ", Type.INTEGERS: " ", Type.TEXTS: "; "}
"""Of the types whose cells hold several values."""


BATCH_ROWS = 500
"""Number of rows that are read and written at a time, column by column."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `value` reads it from a record of the table: the attribute of the same name, unless stated.

    `words` are the controlled values with what they mean; `empty` says what a blank means. `references` names the
    column of another table ("markets.market") that this one joins. `separator` is put between several values.
    """

    name: str
    type: Type
    description: str
    example: str
    value: Callable[[Any], Any] | None = None
    since: str = "v2026.1"
    empty: str = ""
    words: tuple[tuple[str, str], ...] = ()
    references: str = ""
    separator: str = ""

    def __post_init__(self) -> None:
        if not self.separator:
            object.__setattr__(self, "separator", SEPARATORS.get(self.type, ""))
        object.__setattr__(self, "words", tuple((spell_word(word), means) for word, means in self.words))

    @property
    def reader(self) -> Callable[[Any], Any]:
        """What reads its value from a record."""
        read = self.value or attrgetter(self.name)
        return (lambda record: spell_word(read(record))) if self.type is Type.WORD else read

    def read(self, records: Iterable[Any]) -> list[Any]:
        """Return its values in these records; in one pass, which is faster than a call for each."""
        values = map(self.value or attrgetter(self.name), records)
        return list(map(spell_word, values) if self.type is Type.WORD else values)


@dataclass(frozen=True, slots=True)
class License:
    """Under which terms a file may be used."""

    name: str
    title: str
    url: str
    note: str


CODING = License(
    "CC-BY-4.0",
    "Creative Commons Attribution 4.0",
    "https://creativecommons.org/licenses/by/4.0/",
    "Our classification and arrangement. The words of USTR in it are works of the United States government and are "
    "in the public domain there.",
)
EXCERPTS = License(
    "CC-BY-4.0",
    "Creative Commons Attribution 4.0, short quotations excepted",
    "https://creativecommons.org/licenses/by/4.0/",
    "Our summaries and classification. Quotations and titles are their authors' copyright: short excerpts alone are "
    "given, with the address of the whole.",
)


@dataclass(slots=True, eq=False)
class UnreadRow:
    """A row whose cells are read from its record when they are asked for: filters and pages read few of them."""

    record: Any
    readers: Sequence[Callable[[Any], Any]]

    def __getitem__(self, place: int) -> Any:
        return self.readers[place](self.record)


AnyRow = Row | UnreadRow
R = TypeVar("R", bound=AnyRow)


@dataclass(frozen=True, eq=False)
class Table:
    """A table: a list of columns, and `records`, which gives what they read.

    Rows are sorted by `sorted_by`, which is the key unless stated; `in_order`: the records come so. `records_beside`
    gives the records of markets without a known listing, which are in the table only where asked for.
    """

    name: str
    title: str
    about: str
    columns: Sequence[Column]
    key: tuple[str, ...]
    records: Callable[[Scope], Iterable[Any]]
    license: License = CODING
    options: frozenset[str] = field(default=frozenset())
    sorted_by: tuple[str, ...] = ()
    in_order: bool = False
    records_beside: Callable[[Scope, Sequence[MarketEntry]], Iterable[Any]] | None = None

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def order(self) -> tuple[str, ...]:
        return self.sorted_by or self.key

    def rows(self, scope: Scope) -> list[Row]:
        """Return all rows of a scope in their order."""
        return list(self.stream_rows(scope))

    def stream_rows(self, scope: Scope) -> Iterator[Row]:
        """Yield all rows of a scope in their order. No list of all is kept."""
        with load_citations_once():
            yield from self.read_rows(self.sort_records(self.records(scope)))

    def read_rows(self, records: Iterable[Any]) -> Iterator[Row]:
        """Yield the rows of these records, in their order. They are read in batches, column by column."""
        remaining = iter(records)
        while batch := list(islice(remaining, BATCH_ROWS)):
            yield from zip(*[column.read(batch) for column in self.columns], strict=True)

    def rows_of(self, records: Iterable[Any]) -> list[Row]:
        """Return the rows of these records, in their order."""
        return list(self.read_rows(records))

    def sort_records(self, records: Iterable[Any]) -> Iterable[Any]:
        """Return the records of a scope in the order of the rows."""
        if self.in_order:
            return records
        return [row.record for row in sorted(self.unread_rows_of(records), key=self.sort_key())]

    def unread_rows_of(self, records: Iterable[Any]) -> Iterator[UnreadRow]:
        """Yield the rows of these records, of which nothing is read yet."""
        readers = [column.reader for column in self.columns]
        return (UnreadRow(record, readers) for record in records)

    def sort_key(self) -> Callable[[AnyRow], tuple[int | str, ...]]:
        """Return what a row is sorted by: blanks come first."""
        numbers = [(self.place(name), self.column(name).type is Type.INTEGER) for name in self.order]

        def part(value: Any, number: bool) -> int | str:
            if number:
                return -1 if value is None else value
            return "" if value is None else str(value)

        return lambda row: tuple([part(row[place], number) for place, number in numbers])

    def column(self, name: str) -> Column:
        return self.columns[self.place(name)]

    def place(self, name: str) -> int:
        """Return the index of a column in a row."""
        return self.header.index(name)


def columns_of(part: str, *columns: Column) -> tuple[Column, ...]:
    """Return the columns; those without `value` read the attribute of their name from a part of the record."""
    return tuple(
        column if column.value else replace(column, value=attrgetter(f"{part}.{column.name}"))
        for column in columns
    )


def describe_choices(choices: type[TextChoices]) -> tuple[tuple[str, str], ...]:
    """Return the controlled values of a field, with what they mean."""
    return tuple((str(value), str(label)) for value, label in choices.choices)
