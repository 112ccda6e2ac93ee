"""The bundled record, loaded once for each test that asks for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from markets.record.load import load_markets_record
from markets.tables.columns import Row
from markets.tables.scope import Scope
from notorious.pages.data_delivery import PREPARED
from notorious.pages.version import look
from notorious.tables import ALL, TIMELINE
from notorious.tables.state import current_scope
from responses.record.load import load_responses_record


@pytest.fixture
def record(db: None) -> Scope:
    """The record of sixteen editions; what this process kept of another database is forgotten."""
    load_markets_record()
    load_responses_record()
    PREPARED.forget()
    look.forget()
    return current_scope()


@dataclass(frozen=True)
class Held:
    """The rows of all tables over the record, and how many queries each took."""

    rows: dict[str, list[Row]]
    with_absences: list[Row]
    queries: dict[str, int]


@pytest.fixture(scope="session")
def held(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Held:
    """Read once for all tests that only look."""
    rows: dict[str, list[Row]] = {}
    queries: dict[str, int] = {}
    with django_db_blocker.unblock(), transaction.atomic():
        load_markets_record()
        load_responses_record()
        scope = current_scope()
        for table in ALL:
            with CaptureQueriesContext(connection) as captured:
                rows[table.name] = list(table.rows(scope))
            queries[table.name] = len(captured)
        with_absences = list(TIMELINE.rows(replace(scope, absences=True)))
        transaction.set_rollback(True)
    return Held(rows, with_absences, queries)
