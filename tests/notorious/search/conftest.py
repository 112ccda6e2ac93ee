"""The bundled record, and a search of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.record import put_record

Search = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Once per module; each test runs in a savepoint on top of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        put_record()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def record(loaded: None, db: None) -> None:
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
