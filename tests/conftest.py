"""Fixtures that every folder of tests shares: the servers, and a Chromium."""

import contextlib
import gc
import os
import shutil
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.db import connection
from playwright.sync_api import Browser, sync_playwright

from markets import consistent_read
from notorious.devserver.paths import Paths
from notorious.devserver.postgres import OWNER, connect
from notorious.devserver.process import has_ended
from notorious.exports import package
from notorious.page_cache.middleware import PAGES
from notorious.revision import current_revision
from notorious.tables import TABLES
from tests import servers
from tests.record import leave_record, make_record_database, use_database
from tests.template import ensure_template

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip

# Each run draws examples of its own: what one run does not find, a later one does.
hypothesis.settings.register_profile("few", max_examples=40)
hypothesis.settings.load_profile("few")

# That of the bundled record is needed again after a test that changes it.
consistent_read.CACHED_STATES = 3


@pytest.fixture(scope="session")
def running_servers() -> Iterator[None]:
    """PostgreSQL and Valkey are up; of several test runs at once, the last one out stops them."""
    if servers.servers is None:
        yield
        return
    servers.servers.start()
    _drop_left_over(servers.servers.paths)
    with contextlib.closing(connect(servers.servers.paths)) as session, session.cursor() as cursor:
        # Two workers that grant at once fail with "tuple concurrently updated"; the lock ends with the session.
        cursor.execute("SELECT pg_advisory_lock(1)")
        # So that rows are put back (tests/record.py) and taken away again without their triggers.
        cursor.execute(f"GRANT SET ON PARAMETER session_replication_role TO {OWNER}")
    yield
    servers.servers.stop()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(running_servers: None) -> None:
    """A database name of this run's own, so that runs side by side do not meet."""
    connection.settings_dict["TEST"]["NAME"] = f"test_notorious_{os.getpid()}"
    if servers.servers is not None:
        connection.settings_dict["TEST"]["TEMPLATE"] = ensure_template(servers.servers.paths)
        connection.ops.sql_flush = _emptied  # type: ignore[method-assign]


def _emptied(style: Any, tables: list[str], **options: Any) -> list[str]:
    """What empties the tables after a test that committed: of few rows much faster than TRUNCATE is of many tables."""
    rows = " ".join(f"DELETE FROM {connection.ops.quote_name(table)};" for table in tables)
    return ["SET LOCAL session_replication_role = replica", rows]


def _drop_left_over(paths: Paths) -> None:
    """Drops the databases of runs that were killed."""
    with contextlib.closing(connect(paths)) as session, session.cursor() as cursor:
        cursor.execute(r"SELECT datname FROM pg_database WHERE datname ~ '^test_notorious_\d+(_record)?$'")
        for (name,) in cursor.fetchall():
            if has_ended(int(name.split("_")[2])):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def record_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The name of a database with the bundled record, made when a test first needs it."""
    with django_db_blocker.unblock(), make_record_database() as name, django_db_blocker.block():
        yield name


@pytest.fixture(scope="module")
def loaded_record(record_database: str, django_db_blocker: Any) -> Iterator[None]:
    """The bundled record, in a transaction around the tests of a module."""
    with django_db_blocker.unblock(), use_database(record_database), django_db_blocker.block():
        yield


@pytest.fixture
def _committing() -> Iterator[None]:
    """The plain database, for a test that commits."""
    with leave_record():
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that commit leave the record first and return to it last, whatever else they need."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        names: list[str] = getattr(item, "fixturenames", [])
        if (marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & {*names}:
            names.insert(0, "_committing")


def pytest_collection_finish() -> None:
    """What is loaded before the first test stays: the garbage collector need not look at it each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _nothing_kept(settings: Any) -> None:
    """Every test sees its own data: a test's rollback would make the same version mean other data."""
    # Else every client of a test looks through all static files when it starts.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.REVISION_POLL_SECONDS = 0
    # People are made for most tests of the desk; the real hash takes half a second by design.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    current_revision.clear()
    PAGES.clear()


@pytest.fixture
def small_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each publication archives all tables, which takes seconds: here one, where that is not the subject."""
    markets = TABLES["markets"]
    monkeypatch.setattr(package, "package_tables", lambda scope: [(markets.name, markets, scope)])
    monkeypatch.setattr(package, "write_charts", lambda: b"{}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser that is already on this machine; its absence skips, or fails if NOTORIOUS_REQUIRE_BROWSER=1.

    Playwright keeps an event loop in this thread, so Django has to allow its ORM to be called.
    """
    named = os.environ.get("NOTORIOUS_CHROMIUM")
    path = named or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        why = "no Chromium was found: install one, or name it in NOTORIOUS_CHROMIUM"
        if os.environ.get("NOTORIOUS_REQUIRE_BROWSER") == "1":
            pytest.fail(why)
        pytest.skip(why)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Expected files change only on request, and then the run fails: see tests/editions."""
    parser.addoption(
        "--update-expected",
        action="store_true",
        help="write tests/markets/editions/*/expected.json, then fail",
    )
