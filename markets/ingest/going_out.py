"""The client that goes out to the sources, with the project's own lock and manners."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from markets.ingest.fetch import Client, HostTurn, Policy
from markets.ingest.hosts import API_HOSTS

# Where one worker does everything, a source that drips holds up a report that waits to be read, so `make run`
# gives a source half of this.
SECONDS = float(os.environ.get("FETCH_SECONDS") or 120)


@contextmanager
def host_lock(host: str) -> Iterator[None]:
    """One request at a time per host, however many workers there are; the lock goes with the connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('host'), hashtext(%s))", [host])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('host'), hashtext(%s))", [host])


@functools.cache
def client() -> Client:
    """One for this process: it remembers each host's robots.txt and last request."""
    rehearsal = settings.REHEARSAL_ORIGINS
    return Client(
        contact=settings.CONTACT,
        turns=HostTurn(host_lock, gap=0.0 if rehearsal else 2.0),
        policy=Policy(trusted=rehearsal),
        apis=API_HOSTS,
        total=SECONDS,
    )
