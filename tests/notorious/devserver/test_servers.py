"""The embedded servers, started for real."""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
import redis

from notorious.devserver import DevServerError, postgres, valkey
from notorious.devserver.paths import Paths
from notorious.devserver.process import has_ended, wait_until
from notorious.devserver.servers import Servers

HOLD = """
import sys, time
from pathlib import Path
from notorious.devserver import binaries
from notorious.devserver.paths import find_paths
from notorious.devserver.servers import Servers
where = find_paths(Path(sys.argv[1]), [binaries.find_postgres() / "postgres", binaries.find_valkey()])
Servers(where, durable=False).start()
print("up", flush=True)
time.sleep(600)
"""


def postmaster(where: Paths) -> int:
    return int((where.state / "postgres" / "postmaster.pid").read_text().split()[0])


def session(where: Paths, role: str) -> psycopg2.extensions.connection:
    return psycopg2.connect(where.database_url(role))


def test_the_servers_start_in_a_path_with_spaces_and_leave_no_process(where: Paths) -> None:
    servers = Servers(where, durable=False)
    servers.start()
    pid = postmaster(where)
    try:
        with contextlib.closing(session(where, "notorious_web")) as web, web.cursor() as cursor:
            cursor.execute("SELECT current_user, lower('ÇA'), unaccent('é')")
            assert cursor.fetchone() == ("notorious_web", "ça", "e")
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute("CREATE TABLE mine (id int)")
        broker = redis.Redis(unix_socket_path=str(where.valkey_socket))
        assert broker.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        broker.close()
        assert servers.find_dead() is None
    finally:
        servers.stop()
    assert has_ended(pid)
    assert not valkey.is_ready(where)


def test_the_last_one_out_stops_the_servers(where: Paths) -> None:
    first, second = Servers(where, durable=False), Servers(where, durable=False)
    first.start()
    second.start()
    pid = postmaster(where)
    first.stop()
    assert second.find_dead() is None
    second.stop()
    assert has_ended(pid)


@pytest.mark.faults
def test_servers_whose_starter_was_killed_are_taken_over(where: Paths) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(where.var)], stdout=subprocess.PIPE, text=True
    ) as starter:
        assert starter.stdout and starter.stdout.readline() == "up\n"
        pid = postmaster(where)
        starter.kill()
    assert not has_ended(pid)
    servers = Servers(where, durable=False)
    servers.start()
    assert postmaster(where) == pid
    servers.stop()
    assert wait_until(lambda: has_ended(pid), None, 5)


@pytest.mark.faults
def test_after_a_killed_postgresql_the_next_start_has_the_data(where: Paths) -> None:
    servers = Servers(where)
    servers.start()
    with contextlib.closing(session(where, "notorious_owner")) as owner, owner, owner.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 1 AS one")
    pid = postmaster(where)
    os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: has_ended(pid), None, 5)
    assert servers.find_dead() == "PostgreSQL"
    again = Servers(where)
    again.start()
    with contextlib.closing(session(where, "notorious_owner")) as owner, owner.cursor() as cursor:
        cursor.execute("SELECT one FROM kept")
        assert cursor.fetchone() == (1,)
    servers.stop()
    again.stop()
    assert not valkey.is_ready(where)


@pytest.mark.faults
def test_a_left_over_pid_file_that_names_a_stranger_kills_nobody(where: Paths) -> None:
    servers = Servers(where, durable=False)
    servers.start()
    lines = (where.state / "postgres" / "postmaster.pid").read_text().splitlines()
    servers.stop()
    with subprocess.Popen(["sleep", "60"]) as stranger:
        forged = "\n".join([str(stranger.pid), *lines[1:]]) + "\n"
        (where.state / "postgres" / "postmaster.pid").write_text(forged)
        servers.start()
        servers.stop()
        assert stranger.poll() is None
        stranger.kill()


def test_data_of_another_postgresql_are_refused_and_left_alone(where: Paths) -> None:
    servers = Servers(where, durable=False)
    servers.start()
    servers.stop()
    (where.state / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(DevServerError, match="are of PostgreSQL 9, .*NOTORIOUS_POSTGRES"):
        servers.start()
    assert not valkey.is_ready(where)
    assert not (where.state / "postgres" / "postmaster.pid").exists()


def test_an_initdb_that_was_broken_off_leaves_nothing_that_counts(where: Paths) -> None:
    half = where.state / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    servers = Servers(where, durable=False)
    servers.start()
    assert postgres.is_running(where)
    servers.stop()
    assert not half.exists()


def test_only_the_server_whose_address_is_missing_is_started(where: Paths) -> None:
    servers = Servers(where, durable=False, postgres=False)
    servers.start()
    assert valkey.is_ready(where)
    assert not Path(where.state / "postgres").exists()
    servers.stop()
    assert not valkey.is_ready(where)
