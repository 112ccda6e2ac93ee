"""The same sources as in tests/markets/polling, and a site with servers of its own that may be stopped."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from notorious.devserver import postgres
from notorious.devserver.postgres import data_folder
from tests.faults.site import Site
from tests.markets.polling.conftest import at_the_desk, clean_queue, curator, originals, sources

__all__ = ["at_the_desk", "clean_queue", "curator", "originals", "site", "sources"]


@pytest.fixture(scope="session")
def migrated_cluster() -> Iterator[Path]:
    """A cluster with our tables and no rows, which every site copies: migrating takes twenty seconds."""
    folder = Path(tempfile.mkdtemp(prefix="notorious-faults-"))
    folder.chmod(0o755)
    maker = Site(folder)
    maker.start()
    maker.stop()
    yield data_folder(maker.servers.paths)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def site(migrated_cluster: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """PostgreSQL, Valkey and a worker with beat, of this test alone."""
    monkeypatch.setattr(postgres, "TEMPLATE_CLUSTER", migrated_cluster)
    folder = Path(tempfile.mkdtemp(prefix="notorious-faults-"))
    folder.chmod(0o755)
    own = Site(folder, use_template=True)
    try:
        own.start()
        yield own
    finally:
        own.stop()
        shutil.rmtree(folder, ignore_errors=True)
