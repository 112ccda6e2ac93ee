"""The embedded servers, started for real."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
import redis

from notorious.devserver import postgres, valkey
from notorious.devserver.place import Place
from notorious.devserver.problem import LocalProblem
from notorious.devserver.process import gone, wait_until
from notorious.devserver.servers import Servers

HOLD = """
import sys, time
from pathlib import Path
from notorious.devserver import binaries
from notorious.devserver.place import place
from notorious.devserver.servers import Servers
where = place(Path(sys.argv[1]), [binaries.postgres() / "postgres", binaries.valkey()])
Servers(where, durable=False).start()
print("up", flush=True)
time.sleep(600)
"""


def postmaster(where: Place) -> int:
    return int((where.state / "postgres" / "postmaster.pid").read_text().split()[0])


def session(where: Place, role: str, database: str = "notorious") -> psycopg2.extensions.connection:
    return psycopg2.connect(where.database_url(role, database))


def test_the_servers_start_in_a_path_with_spaces_and_leave_no_process(where: Place) -> None:
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
        assert servers.died() is None
    finally:
        servers.stop()
    assert gone(pid)
    assert not valkey.answers(where)


def test_the_last_one_out_stops_the_servers(where: Place) -> None:
    first, second = Servers(where, durable=False), Servers(where, durable=False)
    first.start()
    second.start()
    pid = postmaster(where)
    first.stop()
    assert second.died() is None
    second.stop()
    assert gone(pid)


def test_servers_whose_starter_was_killed_are_taken_over(where: Place) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(where.var)], stdout=subprocess.PIPE, text=True
    ) as starter:
        assert starter.stdout and starter.stdout.readline() == "up\n"
        pid = postmaster(where)
        starter.kill()
    assert not gone(pid)
    servers = Servers(where, durable=False)
    servers.start()
    assert postmaster(where) == pid
    servers.stop()
    assert wait_until(lambda: gone(pid), None, 5)


def test_after_a_killed_postgresql_the_next_start_has_the_data(where: Place) -> None:
    servers = Servers(where)
    servers.start()
    with contextlib.closing(session(where, "notorious_owner")) as owner, owner, owner.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 1 AS one")
    pid = postmaster(where)
    os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: gone(pid), None, 5)
    assert servers.died() == "PostgreSQL"
    again = Servers(where)
    again.start()
    with contextlib.closing(session(where, "notorious_owner")) as owner, owner.cursor() as cursor:
        cursor.execute("SELECT one FROM kept")
        assert cursor.fetchone() == (1,)
    servers.stop()
    again.stop()
    assert not valkey.answers(where)


def test_a_left_over_pid_file_that_names_a_stranger_kills_nobody(where: Place) -> None:
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


def test_data_of_another_postgresql_are_refused_and_left_alone(where: Place) -> None:
    servers = Servers(where, durable=False)
    servers.start()
    servers.stop()
    (where.state / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(LocalProblem, match="are PostgreSQL 9's.*NOTORIOUS_POSTGRES"):
        servers.start()
    assert not valkey.answers(where)
    assert not (where.state / "postgres" / "postmaster.pid").exists()


def test_an_initdb_that_was_broken_off_leaves_nothing_that_counts(where: Place) -> None:
    half = where.state / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    servers = Servers(where, durable=False)
    servers.start()
    assert postgres.alive(where)
    servers.stop()
    assert not half.exists()


def test_only_the_server_whose_address_is_missing_is_started(where: Place) -> None:
    servers = Servers(where, durable=False, postgres=False)
    servers.start()
    assert valkey.answers(where)
    assert not Path(where.state / "postgres").exists()
    servers.stop()
    assert not valkey.answers(where)
