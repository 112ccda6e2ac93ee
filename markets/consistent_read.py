"""Which state of the public data is read, and what is kept of it."""

import datetime
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, TypeVar
from urllib.parse import unquote

from markets.models import DataVersion

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PastState:
    """What an address with `as_of` or `version` shows: all events before `moment`.

    `query` is its parameter (`as_of=2026-11-20`), `label` the last version in it; citations have `name` and `dated`.
    """

    moment: datetime.datetime
    query: str
    label: str
    name: str
    dated: datetime.datetime
    day: datetime.date | None = None

    @property
    def value(self) -> str:
        """The value of its parameter."""
        return unquote(self.query.partition("=")[2])


PAST: ContextVar[PastState | None] = ContextVar("past", default=None)
"""The past state that is shown; None for the present."""


class ConsistentRead:
    """A time in which public data do not change for the reader, and what `once_per_revision` found in it."""

    def __init__(self) -> None:
        self.results: dict[Callable[[], Any], Any] = {}

    @cached_property
    def version(self) -> DataVersion:
        return DataVersion.current()


CONSISTENT_READ: ContextVar[ConsistentRead | None] = ContextVar("consistent_read", default=None)


@contextmanager
def consistent_read() -> Iterator[None]:
    """Yield nothing within it changes public data, or sees a change."""
    token = CONSISTENT_READ.set(ConsistentRead())
    try:
        yield
    finally:
        CONSISTENT_READ.reset(token)


def end_of_past() -> datetime.datetime | None:
    """Return the first moment after the past state that is shown; None for the present."""
    past = PAST.get()
    return past.moment if past else None


CACHED_STATES = 1  # of which `once_per_revision` keeps results: what one holds may be large

CLEAR_CACHES: list[Callable[[], None]] = []  # each empties the cache of one such function


def once_per_revision(work: Callable[[], T]) -> Callable[[], T]:
    """Cache `work`, a slow reader of public data, by revision (its `state`) in each process.

    In a consistent read `work` is done at most once. Of a past state nothing is cached beyond that. Callers must not
    change the result.
    """

    @cache
    def results() -> Callable[[uuid.UUID], T]:
        return lru_cache(maxsize=CACHED_STATES)(lambda state: work())

    CLEAR_CACHES.append(results.cache_clear)

    def answer() -> T:
        reading = CONSISTENT_READ.get()
        if reading is None:
            return results()(DataVersion.current().state)
        if work not in reading.results:
            version = None if PAST.get() else reading.version
            reading.results[work] = results()(version.state) if version else work()
        result: T = reading.results[work]
        return result

    return answer
