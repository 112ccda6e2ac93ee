"""The same sources as in tests/markets/polling, and a site with servers of its own that may be stopped."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from notorious.devserver import postgres
from notorious.devserver.postgres import data_folder
from tests.faults.site import Site, open_site
from tests.markets.polling.conftest import at_the_desk, clean_queue, curator, originals, sources

__all__ = ["at_the_desk", "clean_queue", "curator", "originals", "site", "sources"]


@pytest.fixture(scope="session")
def migrated_cluster() -> Iterator[Path]:
    """A cluster with our tables and no rows, which every site copies: migrating takes twenty seconds."""
    with open_site() as maker:
        maker.start()
        maker.stop()
        yield data_folder(maker.servers.paths)


@pytest.fixture
def site(migrated_cluster: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """PostgreSQL, Valkey and a worker with beat, of this test alone."""
    monkeypatch.setattr(postgres, "TEMPLATE_CLUSTER", migrated_cluster)
    with open_site(use_template=True) as own:
        own.start()
        yield own
