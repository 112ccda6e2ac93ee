"""The parameters of a download, from its address: what cannot be is refused in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.http import QueryDict

from markets.models import DataVersion
from markets.tables.filters import BadFilter
from markets.tables.scope import Scope
from markets.tables.writer import Profile


def one(query: QueryDict, name: str) -> str:
    """The value of a parameter; empty where it is left out. Refuses two different ones."""
    values = set(query.getlist(name))
    if len(values) > 1:
        raise BadFilter(f"“{name}” takes one value, and the address has {len(values)}.")
    return values.pop() if values else ""


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


@contextmanager
def one_state() -> Iterator[None]:
    """A read-only transaction that sees one state of the database from its first query to its last."""
    outermost = not connection.in_atomic_block
    with transaction.atomic(savepoint=False):
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def current_scope(absences: bool = False) -> Scope:
    """All rows of the present version."""
    version = DataVersion.current()
    return Scope(version.label, version.tick, version.changed_at, absences)
