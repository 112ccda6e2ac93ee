"""Fixtures for pages: the bundled record, and a reader of what a page says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client

Read = Callable[[str], BeautifulSoup]


@pytest.fixture
def record(db: Any) -> None:
    """The bundled facts."""
    call_command("load_record", verbosity=0)


@pytest.fixture
def read(client: Client) -> Read:
    """The page at an address, parsed; it has to be there."""

    def page(address: str) -> BeautifulSoup:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return BeautifulSoup(response.content, "html.parser")

    return page


def said(element: Any) -> str:
    """The words of an element, with single spaces."""
    return " ".join(element.get_text(" ").split())
