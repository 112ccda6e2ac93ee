"""The bundled record, and one index of it for all tests of a module."""

from typing import Any

import pytest

from notorious.check.index import CheckIndex, build_check_index
from tests.notorious.pages.conftest import read, record

__all__ = ["read", "record"]


@pytest.fixture(scope="module")
def index(loaded_record: None, django_db_blocker: Any) -> CheckIndex:
    """The index of the bundled record."""
    with django_db_blocker.unblock():
        return build_check_index()
