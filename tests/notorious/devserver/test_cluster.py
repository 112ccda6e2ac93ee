"""What is made with the environment, so that the first `make run` need not make it."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest

from notorious.devserver import postgres
from notorious.devserver.paths import Paths, make_folders
from notorious.devserver.servers import Servers

ROOT = Path(__file__).resolve().parents[3]
MAKE = (
    "import sys; sys.prefix = sys.argv[1]; from notorious.devserver import cluster; sys.exit(cluster.main())"
)


def made(folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    plain = {key: value for key, value in os.environ.items() if not key.endswith("_URL")}
    return subprocess.run(
        [sys.executable, "-c", MAKE, str(folder)],
        env={**plain, **given}, cwd=ROOT, capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip


def databases(where: Paths) -> set[str]:
    with contextlib.closing(postgres.connect(where)) as session, session.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        return {name for (name,) in cursor.fetchall()}


def count(where: Paths, table: str) -> int:
    with (
        contextlib.closing(psycopg2.connect(where.database_url("notorious_web"))) as session,
        session.cursor() as cursor,
    ):
        cursor.execute(f"SELECT count(*) FROM {table}")
        row = cursor.fetchone()
        assert row
        return int(row[0])


@pytest.mark.wide
def test_a_first_start_begins_with_the_record_and_without_an_account(
    folder: Path, where: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert made(folder).returncode == 0
    monkeypatch.setattr(postgres, "TEMPLATE_CLUSTER", folder / "notorious-cluster")
    servers = Servers(where, durable=False, valkey=False, use_template=True)
    servers.start()
    try:
        assert count(where, "markets_edition") == 16
        assert count(where, "auth_user") == 0
    finally:
        servers.stop()
    assert not (where.var / "log" / "initdb.log").exists()


@pytest.mark.parametrize("ahead", [True, False])
def test_where_nothing_was_made_ahead_or_none_is_wanted_an_empty_cluster_is_made(
    folder: Path, where: Paths, monkeypatch: pytest.MonkeyPatch, ahead: bool
) -> None:
    kept = folder / "notorious-cluster"
    monkeypatch.setattr(postgres, "TEMPLATE_CLUSTER", kept)
    if not ahead:
        kept.mkdir()
        (kept / "PG_VERSION").write_text("18\n")
    make_folders(where)
    postgres.ensure_running(where, durable=False, use_template=ahead)
    try:
        assert databases(where) == {"postgres", "template0", "template1", "notorious"}
    finally:
        postgres.stop(where)


def test_a_cluster_that_cannot_be_made_stops_nothing(folder: Path) -> None:
    refused = made(folder, NOTORIOUS_POSTGRES="/nowhere")
    assert refused.returncode == 0
    assert "no cluster was prepared" in refused.stderr
    assert not (folder / "notorious-cluster").exists()
