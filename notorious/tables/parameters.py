"""The parameters of a download that are no filters."""

import re

from django.http import QueryDict

from markets.tables.filtering import LONGEST_TEXT, TEXT_PATTERN, BadFilter, word_refusal


def read_single_value(query: QueryDict, name: str, longest: int = LONGEST_TEXT) -> str:
    """Return the value of a parameter; empty where it is left out. Refuses two different ones, and what is no text."""
    values = set(query.getlist(name))
    if len(values) > 1:
        raise BadFilter(f"“{name}” takes one value, and the address has {len(values)}.")
    value = values.pop() if values else ""
    if len(value) > longest or not re.fullmatch(TEXT_PATTERN, value):
        raise BadFilter(f"“{name}” takes text of at most {longest} characters, without control characters.")
    return value


def flag_of(query: QueryDict, name: str) -> bool:
    """1 or 0, off unless the address says otherwise."""
    value = read_single_value(query, name) or "0"
    if value not in ("0", "1"):
        raise BadFilter(word_refusal(name, value, ("0", "1")))
    return value == "1"
