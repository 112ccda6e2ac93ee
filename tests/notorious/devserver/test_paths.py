"""Where data and sockets lie."""

import os
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg2.extensions
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notorious.devserver import DevServerError, binaries
from notorious.devserver.paths import (
    MAX_SOCKET_PATH,
    POSTGRES_SOCKET,
    Paths,
    find_paths,
    is_reachable,
    make_folders,
)
from notorious.devserver.process import open_log, rotate_log
from notorious.devserver.servers import Servers
from notorious.environment import parse_database_url

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to give the servers to another user")
paths = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1).map(
    "/".__add__
)


@given(paths)
def test_any_path_comes_through_the_addresses_unchanged(path: str) -> None:
    where = Paths(Path(path), Path(path), Path(path), None)
    url = where.database_url("notorious_web")
    assert parse_database_url(url)["HOST"] == str(where.sockets)
    assert psycopg2.extensions.parse_dsn(url)["host"] == str(where.sockets)
    assert parse_qs(urlsplit(where.redis_url(7)).query) == {"virtual_host": ["7"]}


def test_a_path_too_long_for_a_socket_gets_a_short_one_elsewhere(folder: Path) -> None:
    var = folder / ("long" * 20) / "var"
    where = find_paths(var, [])
    assert len(os.fsencode(where.sockets / POSTGRES_SOCKET)) <= MAX_SOCKET_PATH
    assert where.sockets.parent != var
    make_folders(where)
    assert where.sockets.stat().st_mode & 0o077 == 0
    where.sockets.rmdir()


def test_a_socket_folder_that_somebody_else_made_is_refused(folder: Path) -> None:
    where = find_paths(folder / "var", [])
    where.var.mkdir()
    where.sockets.symlink_to(folder)
    with pytest.raises(DevServerError, match="belongs to another user"):
        make_folders(where)


def test_a_folder_that_cannot_be_made_is_one_sentence(folder: Path) -> None:
    (folder / "file").touch()
    where = find_paths(folder / "file" / "var", [])
    with pytest.raises(
        DevServerError, match=r"cannot be written \(Not a directory\): take another with VAR="
    ):
        make_folders(where)


@AS_ROOT
def test_where_the_servers_user_cannot_come_data_and_binaries_go_where_it_can(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, state = folder / "closed", folder / "state"
    closed.mkdir(mode=0o700)
    monkeypatch.setattr("notorious.devserver.paths.ROOT_STATE", state)
    where = find_paths(closed / "var", [binaries.find_postgres() / "postgres"])
    assert where.state.parent == state
    servers = Servers(where, durable=False)
    servers.start()
    assert servers.find_dead() is None
    servers.stop()


def test_a_user_without_a_name_is_refused_and_offered_the_way_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    with pytest.raises(DevServerError, match="uid 54321 .* DATABASE_URL and REDIS_URL"):
        find_paths(folder / "var", [])


@AS_ROOT
def test_roots_umask_does_not_lock_the_servers_user_out(folder: Path) -> None:
    before = os.umask(0o077)
    try:
        where = find_paths(folder / "deep" / "var", [])
        make_folders(where)
    finally:
        os.umask(before)
    assert is_reachable([where.var])


@AS_ROOT
def test_copied_binaries_start_and_are_copied_once(folder: Path) -> None:
    copied = binaries.copy_binaries(binaries.find_postgres(), folder / "bin")
    if copied == binaries.find_postgres():
        pytest.skip("these binaries are the system's, which any user reaches")
    stamp = (copied / "postgres").stat().st_ctime_ns
    assert binaries.copy_binaries(binaries.find_postgres(), folder / "bin") == copied
    assert (copied / "postgres").stat().st_ctime_ns == stamp
    assert is_reachable([copied / "postgres", copied / "initdb"])
    shutil.rmtree(folder / "bin")


def test_a_long_log_is_rotated_while_a_program_writes_to_it(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("notorious.devserver.process.MAX_LOG_BYTES", 20)
    log = tmp_path / "web.log"
    with open_log(log) as output:
        output.write(b"a line that is long enough\n")
        output.flush()
        assert rotate_log(log)
        output.write(b"next\n")
    assert log.read_bytes() == b"next\n"
    assert (tmp_path / "web.log.1").read_bytes() == b"a line that is long enough\n"
    assert not rotate_log(log)
