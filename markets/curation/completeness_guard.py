"""Ask before an act takes back the statement that a list is complete."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

from markets.grid import count_coverage
from markets.models import KINDS, Edition

ASKS: ContextVar[bool] = ContextVar("asks_before_a_list_becomes_incomplete", default=False)
"""Whether a person waits for the answer. Commands and workers do not ask: they report."""


class IncompleteListError(Exception):
    """The act would break the completeness of a list; `sentences` say of which. Nothing was changed."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@contextmanager
def ask_before_incomplete() -> Iterator[None]:
    """Within a transaction: raise `IncompleteListError` at the end if a list stopped being complete meanwhile."""
    if not ASKS.get():
        yield
        return
    before = _find_complete_lists()
    token = ASKS.set(False)  # an act within the act may break what the whole restores
    try:
        yield
    finally:
        ASKS.reset(token)
    connection.check_constraints()  # the triggers that keep the statements wait for the commit otherwise
    broken = before - _find_complete_lists()
    if broken:
        raise IncompleteListError([_describe(Edition.objects.get(year=year), kind) for year, kind in broken])


def _find_complete_lists() -> set[tuple[int, str]]:
    rows = Edition.objects.public().order_by().values_list("year", *(f"complete_{kind}" for kind, _ in KINDS))
    return {
        (year, kind)
        for year, *complete in rows
        for (kind, _), is_complete in zip(KINDS, complete, strict=True)
        if is_complete
    }


def _describe(edition: Edition, kind: str) -> str:
    now = count_coverage([edition]).get((edition.year, kind), "not covered")
    return (
        f"The {kind} list of {edition.year} is complete now and would no longer be complete. Entries in the record "
        f"afterwards: {now}. Markets without a listing in it would read “unknown” instead of "
        "“not listed”."
    )
