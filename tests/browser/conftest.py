"""The site with the bundled record on a real port, and a browser before it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command


@pytest.fixture
def site(live_server: Any) -> str:
    """The address of the site, without a slash at its end."""
    call_command("load_record", verbosity=0)
    return live_server.url
