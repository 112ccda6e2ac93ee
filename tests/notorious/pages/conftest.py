"""Fixtures for pages: the bundled record, and a reader of what a page says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client

from tests.html import get_page
from tests.record import put_record

Read = Callable[[str], BeautifulSoup]


@pytest.fixture(scope="module")
def loaded_record(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The bundled facts, loaded once for a module in a transaction around those of its tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        put_record()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def record(loaded_record: None, db: Any) -> None:
    """The bundled facts. Every test of a module that uses them sees them."""


@pytest.fixture
def read(client: Client) -> Read:
    """The page at an address, parsed; it has to be there."""

    return partial(get_page, client)


def said(element: Any) -> str:
    """The words of an element, with single spaces."""
    return " ".join(element.get_text(" ").split())
