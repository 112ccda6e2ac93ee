"""Liveness."""

from __future__ import annotations

from django.test import Client


def test_liveness_asks_nothing_of_the_database(client: Client) -> None:
    # Without the mark for the database, pytest-django refuses any query.
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Cache-Control"] == "no-store"
