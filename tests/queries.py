"""Counting queries in tests."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from markets.consistent_read import CLEAR_CACHES


def capture_queries() -> CaptureQueriesContext:
    """Return a context that records every query; what other tests left in the caches spares none."""
    for clear in CLEAR_CACHES:
        clear()
    return CaptureQueriesContext(connection)


def count_queries(client: Client, address: str) -> int:
    """Return how many queries a page takes with nothing cached; it must exist."""
    with capture_queries() as captured:
        assert client.get(address).status_code == 200
    return len(captured)
