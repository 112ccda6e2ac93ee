"""The same sources as in tests/looking, and a site with servers of its own that may be stopped."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.site import Site
from tests.markets.polling.conftest import at_the_desk, clean_queue, curator, originals, sources

__all__ = ["at_the_desk", "clean_queue", "curator", "originals", "site", "sources"]


@pytest.fixture
def site() -> Iterator[Site]:
    """PostgreSQL, Valkey and a worker with beat, of this test alone."""
    folder = Path(tempfile.mkdtemp(prefix="notorious-faults-"))
    folder.chmod(0o755)
    own = Site(folder)
    try:
        own.start()
        yield own
    finally:
        own.stop()
        shutil.rmtree(folder, ignore_errors=True)
