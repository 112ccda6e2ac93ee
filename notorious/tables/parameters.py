"""The parameters of a download, from its address: what cannot be is refused in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.http import QueryDict

from markets.tables.filters import BadFilter
from markets.tables.writer import Profile

LONGEST = 200
# No control characters; bytes that are no UTF-8 arrive as the replacement character.
TEXT = r"[^\x00-\x1f\x7f-\x9f\ufffd]*"


def one(query: QueryDict, name: str, longest: int = LONGEST) -> str:
    """The value of a parameter; empty where it is left out. Refuses two different ones, and what is no text."""
    values = set(query.getlist(name))
    if len(values) > 1:
        raise BadFilter(f"“{name}” takes one value, and the address has {len(values)}.")
    value = values.pop() if values else ""
    if len(value) > longest or not re.fullmatch(TEXT, value):
        raise BadFilter(f"“{name}” takes text of at most {longest} characters, without control characters.")
    return value


def refuse_unknown(query: QueryDict, known: Iterable[str]) -> None:
    """A parameter that is misspelt must not give everything."""
    allowed = sorted(known)
    for name in query:
        if name not in allowed:
            there_are = f"There are: {', '.join(allowed)}." if allowed else "This address takes none."
            raise BadFilter(f"There is no parameter “{printable(name)}”. {there_are}")


def printable(text: str) -> str:
    """What a reader sent, fit to be shown to them: short, and without what cannot be encoded or seen."""
    shown = text if len(text) <= 60 else text[:60] + "…"
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in shown)


def profile_of(query: QueryDict) -> Profile:
    """`raw` unless the address says otherwise."""
    value = one(query, "profile") or Profile.RAW
    if value not in list(Profile):
        raise BadFilter(f"“profile” is raw or excel, and not “{printable(value)}”.")
    return Profile(value)


def flag_of(query: QueryDict, name: str) -> bool:
    """1 or 0, off unless the address says otherwise."""
    value = one(query, name) or "0"
    if value not in ("0", "1"):
        raise BadFilter(f"“{name}” is 0 or 1, and not “{printable(value)}”.")
    return value == "1"
