"""A folder that the servers' user can come to: pytest's own is closed to everyone but us."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from notorious.devserver import binaries
from notorious.devserver.place import Place, place


@pytest.fixture
def folder() -> Iterator[Path]:
    """Removed afterwards; its name has a space in it."""
    path = Path(tempfile.mkdtemp(prefix="notorious test "))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def where(folder: Path) -> Place:
    return place(folder / "var", [binaries.postgres() / "postgres", binaries.valkey()])
