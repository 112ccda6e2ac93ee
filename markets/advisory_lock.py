"""PostgreSQL's advisory locks, each by a name and a key."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from markets.postgres_function import call_function


def lock_until_commit(name: str, key: int | str = 0) -> None:
    """Wait for the lock; the end of the transaction releases it."""
    _call("pg_advisory_xact_lock", name, key)


@contextmanager
def advisory_lock(name: str, key: int | str = 0) -> Iterator[None]:
    """Wait for the lock and hold it for this session."""
    _call("pg_advisory_lock", name, key)
    try:
        yield
    finally:
        _release(name, key)


@contextmanager
def try_advisory_lock(name: str, key: int | str = 0) -> Iterator[bool]:
    """Hold the lock for this session if it is free; yield whether it was."""
    acquired = _call("pg_try_advisory_lock", name, key)
    try:
        yield acquired
    finally:
        if acquired:
            _release(name, key)


def _release(name: str, key: int | str) -> None:
    # A session that was lost has released it.
    if connection.connection is not None and not connection.connection.closed:
        _call("pg_advisory_unlock", name, key)


def _call(function: str, name: str, key: int | str) -> bool:
    number = key if isinstance(key, int) else call_function("hashtext", key)
    return bool(call_function(function, call_function("hashtext", name), number))


def lock_edition(year: int) -> None:
    """Allow one draft or publication per edition at a time."""
    lock_until_commit("edition", year)
