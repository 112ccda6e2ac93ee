"""A mail server that keeps what it takes, and the bundled record."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.mailbox import Mailbox, open_mailbox
from tests.notorious.pages.conftest import record

__all__ = ["record"]

KEY = "a key of the tests, of more than 32 characters"


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with open_mailbox(settings) as box:
        settings.LIMITS = settings.LIMITS | {"alerts": 0}
        settings.ALERTS_KEY = KEY
        yield box
