"""A record that grows, in this run's own database."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command


@pytest.fixture
def large_record(transactional_db: Any) -> None:
    """The bundled record outside any transaction, as the site has it; the database is emptied at the end."""
    call_command("load_record", verbosity=0)
