"""A page is rendered from one state of the data, however many queries it takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from notorious.tables.state import one_state


@contextmanager
def one_moment() -> Iterator[None]:
    """Within it every query sees the same state: a publication meanwhile is seen whole or not at all."""
    if connection.in_atomic_block:
        yield
        return
    with one_state(writing=True):
        yield
