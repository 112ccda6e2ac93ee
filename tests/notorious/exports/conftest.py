"""The bundled record, loaded once for each test that asks for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from markets.tables.columns import Row, Table
from markets.tables.scope import Scope
from notorious.exports import package
from notorious.exports.cache import EXPORTS
from notorious.exports.package import build_package, unpack_files
from notorious.revision import current_revision
from notorious.tables import ALL, TABLES, TIMELINE
from notorious.tables.state import current_scope, repeatable_read
from tests.queries import capture_queries
from tests.record import put_record, use_database


@pytest.fixture(scope="package")
def loaded(record_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The record of sixteen editions in a transaction around all tests of the folder, each of which has its own
    inside: what is read or made of it once serves all."""
    with django_db_blocker.unblock(), use_database(record_database):
        yield


@pytest.fixture
def record(loaded: None, db: None) -> Scope:
    """The record; what this process kept of another test's data is forgotten."""
    EXPORTS.clear()
    current_revision.clear()
    return current_scope()


@pytest.fixture
def committed(transactional_db: None, settings: Any) -> Scope:
    """The record as a server has it, for tests that ask for hundreds of pages: what they read is cached."""
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 0)
    with transaction.atomic():
        put_record()
    EXPORTS.clear()
    current_revision.clear()
    return current_scope()


@dataclass(frozen=True)
class RecordRows:
    """The rows of all tables over the record, and how many queries each took."""

    rows: dict[str, list[Row]]
    records: dict[str, list[Any]]
    with_absences: list[Row]
    queries: dict[str, int]

    def read_table(self, name: str) -> list[dict[str, Any]]:
        """The rows of one table, by the names of its columns."""
        return [dict(zip(TABLES[name].header, row, strict=True)) for row in self.rows[name]]


@pytest.fixture(scope="package")
def record_rows(loaded: None, django_db_blocker: DjangoDbBlocker) -> RecordRows:
    """Read once for all tests that only look."""
    rows: dict[str, list[Row]] = {}
    records: dict[str, list[Any]] = {}
    queries: dict[str, int] = {}
    with django_db_blocker.unblock(), transaction.atomic():
        scope = current_scope()
        for table in ALL:
            with repeatable_read(), capture_queries() as captured:
                records[table.name] = list(table.records(scope))
            rows[table.name] = sorted(table.rows_of(records[table.name]), key=table.sort_key())
            queries[table.name] = len(captured)
        with_absences = list(TIMELINE.rows(replace(scope, absences=True)))
    return RecordRows(rows, records, with_absences, queries)


@pytest.fixture(scope="package")
def made(loaded: None, django_db_blocker: DjangoDbBlocker) -> Mapping[str, bytes]:
    """The files of the package of the record, built once for all tests that only look."""
    with django_db_blocker.unblock(), transaction.atomic():
        return MappingProxyType(unpack_files(build_package(current_scope(), None)[0]))


@pytest.fixture
def few_tables(monkeypatch: pytest.MonkeyPatch) -> tuple[Table, ...]:
    """Packages of a few tables that are short, for tests of what becomes of a package: all take seconds."""
    few = (TIMELINE, TABLES["claims"], TABLES["editions"])
    monkeypatch.setattr(package, "ALL", few)
    monkeypatch.setattr(
        package, "package_tables", lambda scope: [(table.name, table, scope) for table in few]
    )
    return few


@pytest.fixture
def no_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packages without charts."""
    monkeypatch.setattr(package, "write_charts", lambda: b"{}")
