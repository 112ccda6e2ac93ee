"""What a table and its columns are: the one place from which files, dictionary, schema and API are made."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices

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
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    TIMESTAMP = "timestamp"
    URL = "url"


SEPARATORS = {Type.CODES: " ", Type.TEXTS: "; "}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `words` are its controlled values with their meaning; `empty` says what a blank means.

    `references` names the column of another table ("markets.market") that this one joins.
    """

    name: str
    type: Type
    meaning: str
    example: str
    since: str = "2026.1"
    empty: str = ""
    words: tuple[tuple[str, str], ...] = ()
    references: str = ""
    separator: str = ""

    @property
    def free_text(self) -> bool:
        return self.type in (Type.TEXT, Type.TEXTS)

    @property
    def parted_by(self) -> str:
        """What parts the values of a cell that holds several."""
        return self.separator or SEPARATORS[self.type]


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
    "Our coding and arrangement. The words of USTR in it are works of the United States government and are "
    "in the public domain there.",
)
EXCERPTS = License(
    "CC-BY-4.0",
    "Creative Commons Attribution 4.0, short quotations excepted",
    "https://creativecommons.org/licenses/by/4.0/",
    "Our summaries and coding. Quotations and titles are their authors' copyright: short excerpts alone are "
    "given, with the address of the whole.",
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `rows` yields tuples in the order of `columns`, sorted by `order` (the key, unless stated)."""

    name: str
    title: str
    about: str
    columns: Sequence[Column]
    key: tuple[str, ...]
    rows: Callable[[Scope], Iterator[Row]]
    license: License = CODING
    options: frozenset[str] = field(default=frozenset())
    sorted_by: tuple[str, ...] = ()

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def order(self) -> tuple[str, ...]:
        return self.sorted_by or self.key

    def sort_key(self) -> Callable[[Row], tuple[int | str, ...]]:
        """What a row is sorted by: blanks come first."""
        numbers = [(self.place(name), self.column(name).type is Type.INTEGER) for name in self.order]

        def part(value: Any, number: bool) -> int | str:
            if number:
                return -1 if value is None else value
            return "" if value is None else str(value)

        return lambda row: tuple(part(row[place], number) for place, number in numbers)

    def column(self, name: str) -> Column:
        return self.columns[self.place(name)]

    def place(self, name: str) -> int:
        """Where a column stands in a row."""
        return self.header.index(name)


def words(choices: type[TextChoices]) -> tuple[tuple[str, str], ...]:
    """The controlled values of a field, with what they mean."""
    return tuple((str(value), str(label)) for value, label in choices.choices)
