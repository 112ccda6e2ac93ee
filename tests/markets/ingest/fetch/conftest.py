"""A listener for each test, and clients that may and may not go to loopback."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from markets.ingest.fetch import Client, HostTurn, Policy
from tests.markets.ingest.fetch.server import Listener, listening


@pytest.fixture
def source() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


@pytest.fixture
def elsewhere() -> Iterator[Listener]:
    """A second listener, to which nothing should come."""
    with listening() as listener:
        yield listener


@pytest.fixture
def rehearsal(source: Listener) -> Callable[..., Client]:
    """Makes clients that trust the one listener, and no other place on this machine."""

    def make(**options: Any) -> Client:
        options.setdefault("policy", Policy(trusted=frozenset({source.origin})))
        options.setdefault("turns", HostTurn(gap=0))
        return Client(contact="https://example.org/contact", **options)

    return make
