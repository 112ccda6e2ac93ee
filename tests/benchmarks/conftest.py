"""A record that grows, in this run's own database."""

import logging
from typing import Any

import pytest
from django.core.management import call_command


@pytest.fixture
def large_record(transactional_db: Any) -> None:
    """The bundled record outside any transaction, as the site has it; the database is emptied at the end."""
    call_command("load_record", verbosity=0)


@pytest.fixture(autouse=True)
def _no_line_for_each_answer(caplog: pytest.LogCaptureFixture) -> None:
    """A benchmark asks thousands of times, and what it prints is its table."""
    caplog.set_level(logging.WARNING, logger="notorious.access")
