"""Filters of lists and files: one form for what an address may ask, and one sentence for what it may not.

Every parameter takes several values (`year=2020,2021`, or repeated), and numbers take ranges (`year=2020..2025`).
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import BadRequest, ValidationError

from markets.tables.columns import spell_word
from markets.tables.stated_values import (
    RANGE_PATTERN,
    Query,
    is_known_number,
    is_within,
    rename_parameters,
    split_values,
)

Values = Sequence[str] | Mapping[str, str]
Known = Values | Callable[[], Values]

NUMBER_PATTERN = re.compile(r"[0-9]{1,9}")
LONGEST_TEXT = 200
# No control characters; bytes that are no UTF-8 arrive as the replacement character.
TEXT_PATTERN = r"[^\x00-\x1f\x7f-\x9f\ufffd]*"
NUMBER_EXAMPLES = ("17", "10..20")
"""What an open number may look like."""
MOST_LISTED = 20
"""Known values that a sentence lists; of more it names the nearest alone."""


class BadFilter(BadRequest, ValueError):
    """A filter that cannot be; the message is for the reader. Answered with status 400."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter: `count` is how many items it leaves under all the other filters."""

    value: str
    label: str
    count: int
    selected: bool
    query: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its values. A flag has one value, `1`."""

    name: str
    label: str
    flag: bool
    options: tuple[Option, ...]


class FilterField(forms.Field):
    """A filter by values of an item: `values` gives them, with their labels. Without `values` it is a text.

    `known`: every value there is (with its label), or a function that gives them; without it any text is taken.
    `numeric` takes ranges too. `single`: at most one value. `flag`: its one value is `1`. `floor`: smaller
    numbers are true of every item and not offered. `renamed`: values that were public once, with those of now.
    """

    widget = forms.SelectMultiple
    name = ""

    def __init__(
        self,
        label: str,
        values: Callable[[Any], Mapping[str, str]] | None = None,
        known: Known = (),
        *,
        numeric: bool = False,
        single: bool = False,
        flag: bool = False,
        floor: int = 0,
        transform: Callable[[str], str] = str,
        renamed: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        super().__init__(label=label, required=False)
        self.values, self.known = values, ("1",) if flag else known
        self.numeric, self.single, self.flag, self.floor = numeric, single, flag, floor
        self.transform, self.renamed = transform, renamed

    @property
    def fixed(self) -> list[str]:
        """The known values in the order in which they are offered, where they do not depend on the data."""
        return [] if callable(self.known) else list(self.known)

    def known_values(self) -> Values:
        return self.known() if callable(self.known) else self.known

    def to_python(self, value: Any) -> list[str]:
        """Return the values that an address states, in their order, each once."""
        stated = [value] if isinstance(value, str) else value or []
        if not stated:
            return []
        known, renamed = self.known_values(), self.renamed()
        whole = {*known, *renamed} if any("," in each for each in stated) else ()
        parts = (
            stated if self.values is None else [part for each in stated for part in split_values(each, whole)]
        )
        made = [part for part in dict.fromkeys(self.transform(each.strip()) for each in parts) if part]
        return list(dict.fromkeys(self._as_known(renamed.get(part, part), known) for part in made))

    def _as_known(self, value: str, known: Values) -> str:
        """Return the known value of that name, or that is written so but for spaces, hyphens and underscores."""
        if value in known or self.numeric or not value[0].isalnum():  # "-1" is not 1
            return value
        return next((each for each in known if spell_word(each) == spell_word(value)), value)

    def validate(self, value: Any) -> None:
        """Raise ValidationError for what the filter cannot be."""
        if self.single and len(value) > 1:
            raise ValidationError(f"“{self.name}” takes one value, and the address has {len(value)}.")
        known = self.known_values() if value else ()
        for each in value:
            if len(each) > LONGEST_TEXT or not re.fullmatch(TEXT_PATTERN, each):
                raise ValidationError(
                    f"“{self.name}” takes text of at most {LONGEST_TEXT} characters, without control characters."
                )
            number = self.numeric and (NUMBER_PATTERN.fullmatch(each) or RANGE_PATTERN.fullmatch(each))
            if self.numeric and not number:
                raise ValidationError(word_refusal(self.name, each, known or NUMBER_EXAMPLES))
            if self.known and not (is_known_number(each, known) if number else each in known):
                raise ValidationError(word_refusal(self.name, each, known))

    def passes(self, item: Any, chosen: Sequence[str]) -> bool:
        """Return whether one of the item's values is among those chosen."""
        if self.values is None:
            return True
        found = self.values(item)
        if self.numeric:
            return any(is_within(value, each) for value in found for each in chosen)
        return not found.keys().isdisjoint(chosen)


class FilterForm(forms.Form):
    """What an address asks of a list. Empty values filter nothing."""

    NOT_FILTERS: ClassVar[frozenset[str]] = frozenset()
    """Fields that leave nothing out, such as the order of the list."""
    ALIASES: ClassVar[Mapping[str, str]] = {}
    """{other name of a filter: its name}"""

    def __init__(self, data: Query | None = None) -> None:
        super().__init__(data)
        for name, field in self.filters.items():
            field.name = name

    @classmethod
    def from_query(cls, query: Query, beside: Iterable[str] = ()) -> Self:
        """Return the filter that an address states; `beside` are its other parameters. Raises BadFilter."""
        query = rename_parameters(query, cls.ALIASES)
        refuse_unknown(query, [*cls.base_fields, *beside])
        form = cls(query)
        for sentences in form.errors.values():
            raise BadFilter(sentences[0])
        return form

    @property
    def filters(self) -> dict[str, FilterField]:
        return {name: field for name, field in self.fields.items() if isinstance(field, FilterField)}

    @property
    def chosen(self) -> dict[str, list[str]]:
        """What is not empty, by name, in the order of the fields."""
        cleaned = self.cleaned_data if self.is_valid() else {}
        return {name: values for name, values in cleaned.items() if values}

    @property
    def active(self) -> dict[str, list[str]]:
        """What leaves items out."""
        return {name: values for name, values in self.chosen.items() if name not in self.NOT_FILTERS}

    def __bool__(self) -> bool:
        return bool(self.chosen)

    def apply(self, items: Iterable[Any], names: Container[str] | None = None) -> list[Any]:
        """Return the items that pass every filter, or those of `names`, in their order."""
        wanted = self.fields if names is None else names
        found = list(items)
        for field, chosen in self._tests(wanted).values():
            found = [item for item in found if field.passes(item, chosen)]
        return found

    def _tests(self, names: Container[str]) -> dict[str, tuple[FilterField, list[str]]]:
        return {name: (self.filters[name], chosen) for name, chosen in self.active.items() if name in names}

    def facets(self, items: Sequence[Any]) -> list[Facet]:
        """Return each filter by values, counted among `items` (all of them) under the other filters."""
        tests = self._tests(self.fields)
        failed = [
            {name for name, (field, chosen) in tests.items() if not field.passes(item, chosen)}
            for item in items
        ]
        return [
            Facet(name, str(field.label), field.flag, self._options(name, field, field.values, items, failed))
            for name, field in self.filters.items()
            if field.values is not None and name not in self.NOT_FILTERS
        ]

    def _options(
        self,
        name: str,
        field: FilterField,
        values: Callable[[Any], Mapping[str, str]],
        items: Sequence[Any],
        failed: Sequence[set[str]],
    ) -> tuple[Option, ...]:
        """Return the values of one filter; `failed`: of each item, the filters that leave it out."""
        found, itself = list(map(values, items)), {name}
        labels = dict(chain.from_iterable(each.items() for each in found))
        counts = Counter(
            chain.from_iterable(
                each for each, filters in zip(found, failed, strict=True) if filters <= itself
            )
        )
        chosen = self.chosen.get(name, [])
        if field.fixed:
            order = [value for value in field.fixed if value in labels or value in chosen]
        elif field.numeric:
            order = sorted(labels, key=int, reverse=True)
        else:
            order = sorted(labels, key=lambda value: labels[value].casefold())
        return tuple(
            Option(
                value,
                labels.get(value, value),
                counts[value],
                any(is_within(value, each) for each in chosen) if field.numeric else value in chosen,
                self.query_string(**{name: value}),
            )
            for value in order
            if value in chosen or not (field.numeric and int(value) < field.floor)
        )

    def query_string(self, **changes: str) -> str:
        """Return the filter as an address states it, in one spelling; `changes` set values, empty ones unset."""
        merged = {name: ",".join(values) for name, values in self.chosen.items()} | changes
        return urlencode([(name, merged[name]) for name in self.fields if merged.get(name)], safe=",")

    def words(self, facets: Iterable[Facet]) -> list[tuple[str, str, str]]:
        """Return what is chosen as (the filter's label, the value's label, the address without it)."""
        labels = {(facet.name, option.value): option.label for facet in facets for option in facet.options}
        return [
            (
                str(self.fields[name].label),
                ""
                if self.filters[name].flag
                else ", ".join(labels.get((name, each), each) for each in values),
                self.query_string(**{name: ""}),
            )
            for name, values in self.active.items()
        ]


def refuse_unknown(query: Query, known: Iterable[str]) -> None:
    """A parameter that is misspelled must not give everything."""
    names = sorted(known)
    for name in query:
        if name not in names:
            rest = ", …" if len(names) > MOST_LISTED else ""
            values = f" It takes: {', '.join(names[:MOST_LISTED])}{rest}." if names else " It takes none."
            raise BadFilter(
                f"This address has no parameter “{make_printable(name)}”.{_nearest(name, names)}{values}"
            )


def word_refusal(name: str, value: str, known: Values) -> str:
    """Return the sentence for an unknown value: it names the value and the nearest known one."""
    values = f" It takes: {', '.join(known)}." if 0 < len(known) <= MOST_LISTED else ""
    return f"“{name}” has no value “{make_printable(value)}”.{_nearest(value, known)}{values}"


def _nearest(stated: str, known: Values) -> str:
    """Return the nearest of the known values, by the value itself or by its label."""
    labels = known if isinstance(known, Mapping) else {}
    spelled = {label.casefold(): value for value, label in labels.items()}
    spelled |= {value.casefold(): value for value in known}
    close = get_close_matches(stated.casefold(), spelled, 1)
    return f" Did you mean “{spelled[close[0]]}”?" if close else ""


def make_printable(text: str) -> str:
    """Return what a reader sent, fit to be shown to them: short, and without what cannot be encoded or seen."""
    shown = text if len(text) <= 60 else text[:60] + "…"
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in shown)
