"""Fixtures for pages: the bundled record, and a reader of what a page says."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.html import get_page

Read = Callable[[str], BeautifulSoup]


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
