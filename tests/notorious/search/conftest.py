"""The bundled record, and a search of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

Search = Callable[..., dict[str, Any]]


@pytest.fixture
def record(loaded_record: None, db: None) -> None:
    """The record of sixteen editions."""


@pytest.fixture
def search(record: None, client: Client) -> Search:
    """What `/search/page.json` answers."""

    def answer(q: str, **conditions: str) -> dict[str, Any]:
        response = client.get("/search/page.json", {"q": q, **conditions})
        assert response.status_code == 200, response.content
        return response.json()

    return answer


def names(found: dict[str, Any]) -> list[str]:
    return [each["name"] for each in found["names"]]


def kinds(found: dict[str, Any]) -> set[str]:
    return {hit["kind"] for hit in found["hits"]}
