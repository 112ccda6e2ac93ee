"""Liveness and readiness."""

import pytest
from django.db import OperationalError, connection
from django.test import Client


def test_liveness_asks_nothing_of_the_database(client: Client) -> None:
    # Without the mark for the database, pytest-django refuses any query.
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_readiness_says_what_is_there_and_is_never_kept(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    said = answer.content.decode()
    assert "database: ok" in said and "broker: ok" in said and "last seen: never" in said


@pytest.mark.django_db
def test_without_a_database_nothing_is_ready(client: Client) -> None:
    def away(*_: object) -> None:
        raise OperationalError("the database is away")

    with connection.execute_wrapper(away):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"database: away\n")


@pytest.mark.django_db
def test_readers_need_no_broker(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notorious.pages.health._broker_answers", lambda: False)
    answer = client.get("/readyz")
    assert answer.status_code == 200 and "broker: away" in answer.content.decode()
