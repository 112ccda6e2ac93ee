"""Counting queries in tests."""

from collections.abc import Callable, Iterable
from unittest import mock

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from markets.consistent_read import CLEAR_CACHES


def capture_queries() -> CaptureQueriesContext:
    """Return a context that records every query; what other tests left in the caches spares none."""
    for clear in CLEAR_CACHES:
        clear()
    return CaptureQueriesContext(connection)


def find_growing(
    client: Client, addresses: Iterable[str], grow: Callable[[], None]
) -> dict[str, tuple[int, int]]:
    """Return the addresses whose pages take more queries once the record has grown: {address: (before, after)}."""
    # The index of citations is read again every few seconds: here it is read once.
    with mock.patch("markets.citations.RECENT", 3600):
        before = {address: count_queries(client, address) for address in addresses}
        grow()
        after = {address: count_queries(client, address) for address in before}
    return {address: (few, after[address]) for address, few in before.items() if after[address] > few}


def count_queries(client: Client, address: str) -> int:
    """Return how many queries a page takes with nothing cached; it must exist."""
    with capture_queries() as captured:
        assert client.get(address).status_code == 200
    return len(captured)
