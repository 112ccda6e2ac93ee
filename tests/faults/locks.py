"""Holding a worker at one point of its path, from outside: it waits for a lock that the test has."""

import contextlib
import os
from collections.abc import Iterator

import psycopg2
from django.db import connection

from tests.markets.polling.processes import wait_for


@contextlib.contextmanager
def session() -> Iterator[psycopg2.extensions.connection]:
    """A session of its own at the test's database; what it holds goes with it."""
    name = connection.settings_dict["NAME"]
    with contextlib.closing(
        psycopg2.connect(os.environ["DATABASE_URL"].replace("/notorious?", f"/{name}?"))
    ) as own:
        yield own


@contextlib.contextmanager
def hold_lock(statement: str) -> Iterator[None]:
    """Hold the lock that `statement` takes."""
    with session() as own, own.cursor() as cursor:
        cursor.execute(statement)
        yield


def waiting() -> int:
    """How many sessions wait for a lock."""
    with session() as own, own.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0]


def wait_until_blocked(sessions: int = 1) -> None:
    """Wait until this many sessions wait for a lock."""
    wait_for(lambda: waiting() >= sessions, 60, f"{sessions} sessions wait for the lock")
