"""The values that an address states: lists, ranges and other names of a parameter."""

import re
from collections.abc import Container, Iterable, Mapping

from django.http import QueryDict

Query = QueryDict | Mapping[str, str]
RANGE_PATTERN = re.compile(r"([0-9]{1,9})\.\.([0-9]{1,9})")


def rename_parameters(query: Query, aliases: Mapping[str, str]) -> Query:
    """Return the same query under the names of the filters."""
    if aliases.keys().isdisjoint(query):
        return query
    renamed = QueryDict(mutable=True)
    for name in query:
        values = query.getlist(name) if isinstance(query, QueryDict) else [query[name]]
        for value in values:
            renamed.appendlist(aliases.get(name, name), value)
    return renamed


def split_values(stated: str, known: Container[str]) -> list[str]:
    """Return the values between commas; a known value may have commas of its own."""
    found, rest = [], stated.split(",")
    while rest:
        lengths = range(len(rest), 0, -1)
        length = next((n for n in lengths if ",".join(rest[:n]).strip() in known), 1)
        found.append(",".join(rest[:length]))
        rest = rest[length:]
    return found


def is_within(value: str, chosen: str) -> bool:
    """Return whether a number is the one that is chosen, or in the range, whichever end comes first."""
    if found := RANGE_PATTERN.fullmatch(chosen):
        first, last = sorted(map(int, found.groups()))
        return first <= int(value) <= last
    return int(value) == int(chosen)


def is_known_number(stated: str, known: Iterable[str]) -> bool:
    """Return whether a number, or one within a range, is among the known ones."""
    return any(is_within(value, stated) for value in known)
