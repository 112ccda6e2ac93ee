"""A loopback server in the place of the report addresses."""

from collections.abc import Iterator
from typing import Any

import pytest

from markets.ingest import source_client
from tests.markets.ingest.fetch.server import Listener, listening


@pytest.fixture
def library(settings: Any) -> Iterator[Listener]:
    with listening() as listener:
        settings.REHEARSAL_ORIGINS = frozenset({listener.origin})
        source_client.get_source_client.cache_clear()
        yield listener
    source_client.get_source_client.cache_clear()
