"""Which command gets which servers and which role."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from notorious.devserver import ensure

ROOT = Path(__file__).resolve().parents[3]
GIVEN = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_WEB_ROLE", "REDIS_URL", "NOTORIOUS_ENV")


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in GIVEN:
        monkeypatch.delenv(name, raising=False)


def manage(var: Path, *arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "VAR": str(var), **given}
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("line", ["", "help migrate", "parse x.pdf", "migrate --help", "check --deploy"])
def test_these_need_no_database(line: str) -> None:
    assert not ensure.needs_database(["manage.py", *line.split()])


@pytest.mark.parametrize("line", ["migrate", "shell", "ingest x.pdf", "check --database default"])
def test_these_need_one(line: str) -> None:
    assert ensure.needs_database(["manage.py", *line.split()])


@pytest.mark.wide
def test_a_command_that_alters_tables_gets_the_owner_and_any_other_the_web(folder: Path) -> None:
    shell = manage(
        folder / "var",
        "shell",
        "-v0",
        "-c",
        "from django.db import connection as c; print(c.settings_dict['USER'])",
    )
    assert shell.stdout == "notorious_web\n", shell.stderr
    assert manage(folder / "var", "migrate", "contenttypes", "-v0", "--skip-checks").returncode == 0
    refused = manage(
        folder / "var",
        "shell",
        "-v0",
        "-c",
        "from django.db import connection as c; c.cursor().execute('DROP TABLE django_content_type')",
    )
    assert "must be owner of table" in refused.stderr


def test_parse_makes_no_servers(folder: Path) -> None:
    manage(folder / "var", "check")
    assert not (folder / "var" / "postgres").exists()


def test_a_given_database_is_used_and_its_owner_only_by_who_alters_tables(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://web%40site@db/notorious")
    assert ensure.owner_environment()["DATABASE_URL"] == "postgres://web%40site@db/notorious"
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgres://owner@db/notorious")
    assert ensure.owner_environment() == {
        "DATABASE_URL": "postgres://owner@db/notorious",
        "DATABASE_WEB_ROLE": "web@site",
    }


def test_nothing_is_embedded_in_production(folder: Path) -> None:
    refused = manage(folder / "var", "migrate", NOTORIOUS_ENV="production")
    assert refused.returncode != 0
    assert "Set SECRET_KEY in the environment" in refused.stderr
    assert not (folder / "var").exists()


def test_nothing_is_embedded_where_both_addresses_are_given(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://web@db/notorious")
    monkeypatch.setenv("REDIS_URL", "redis://broker")
    assert ensure.find_servers(folder / "var") is None
    monkeypatch.delenv("REDIS_URL")
    servers = ensure.find_servers(folder / "var")
    assert servers and servers.valkey and not servers.postgres


def test_an_unwritable_folder_is_one_sentence_without_a_traceback(folder: Path) -> None:
    (folder / "file").touch()
    refused = manage(folder / "file" / "var", "showmigrations")
    assert refused.returncode == 1
    assert refused.stderr.startswith("notorious: The folder ")
    assert refused.stderr.count("\n") == 1
