"""A folder that the servers' user can come to: pytest's own is closed to everyone but us."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from notorious.devserver import binaries
from notorious.devserver.paths import Paths, find_paths


@pytest.fixture
def folder() -> Iterator[Path]:
    """Removed afterwards; its name has a space in it."""
    path = Path(tempfile.mkdtemp(prefix="notorious test "))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def where(folder: Path) -> Paths:
    return find_paths(folder / "var", [binaries.find_postgres() / "postgres", binaries.find_valkey()])
