"""The embedded PostgreSQL: one socket in a folder that only its user may enter, two roles, one database."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg2

from notorious.devserver import binaries
from notorious.devserver.place import Place, give, reachable
from notorious.devserver.problem import LocalProblem
from notorious.devserver.process import CHILDREN, command, gone, last_words, wait_until

SUPERUSER, OWNER, WEB, DATABASE = "postgres", "notorious_owner", "notorious_web", "notorious"
EXTENSIONS = ("pg_trgm", "unaccent")
SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "32MB",
    "max_connections": "40",
    "max_wal_size": "256MB",
    "jit": "off",
    "max_logical_replication_workers": "0",
    "logging_collector": "off",
}
KEPT = Path(sys.prefix) / "notorious-cluster"
"""What `notorious.devserver.cluster` made ahead, where it did."""
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def connect(where: Place, database: str = "postgres") -> psycopg2.extensions.connection:
    """A session of the superuser, in autocommit."""
    session = psycopg2.connect(host=str(where.sockets), user=SUPERUSER, dbname=database, connect_timeout=5)
    session.autocommit = True
    return session


def _answers(where: Place) -> bool:
    with contextlib.suppress(psycopg2.OperationalError):
        connect(where).close()
        return True
    return False


def _postmaster(where: Place) -> int | None:
    """The pid that stands in the data folder, whoever has it now."""
    try:
        return int((where.state / "postgres" / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _is_ours(pid: int, data: Path) -> bool:
    """Whether the process with this pid works in our data folder: a pid may have passed to a stranger."""
    folder = Path(f"/proc/{pid}/cwd")
    try:
        return folder.resolve(strict=True) == data.resolve()
    except OSError:
        # Without /proc PostgreSQL's own check of the file must do.
        return not Path("/proc/self").exists() and not gone(pid)


def alive(where: Place) -> bool:
    """Whether the process is there: cheaper than asking it."""
    pid = _postmaster(where)
    return pid is not None and not gone(pid)


def ensure(where: Place, durable: bool, ahead: bool = False) -> None:
    """Makes the cluster at the first time, starts it where it is not up, and makes roles and database.

    `ahead`: one that was made ahead will do, in which the record is loaded already.
    """
    data = where.state / "postgres"
    if _answers(where):
        _provide(where)
        return
    folder = binaries.postgres()
    if where.user and not reachable([folder / "postgres"]):
        folder = binaries.copy(folder, where.state / "bin")
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    ).stdout
    major = said.split()[-1].partition(".")[0] if said else "?"
    if data.exists():
        _check_version(data, major)
    else:
        _initialise(where, folder, data, major if ahead else "")
    _start(where, folder, data, major, durable)
    _provide(where)


def _check_version(data: Path, major: str) -> None:
    held = (
        (data / "PG_VERSION").read_text().strip() if (data / "PG_VERSION").exists() else "an unknown version"
    )
    if held != major:
        raise LocalProblem(
            f"The data in {data} are PostgreSQL {held}'s, the binaries {major}'s; nothing was touched: "
            f"name the bin folder of PostgreSQL {held} in NOTORIOUS_POSTGRES, or take another VAR= "
            "and load a dump there."
        )


def _initialise(where: Place, folder: Path, data: Path, ahead: str = "") -> None:
    half = Path(f"{data}.new")  # one that was broken off leaves no folder under the final name
    shutil.rmtree(half, ignore_errors=True)
    if not (ahead and _copied(where, half, ahead)):
        _made(where, folder, half)
    half.rename(data)


def _copied(where: Place, half: Path, major: str) -> bool:
    """Whether there was a cluster made ahead, of this version and ours to read."""
    try:
        if (KEPT / "PG_VERSION").read_text().strip() != major:
            return False
        shutil.copytree(KEPT, half)
    except (OSError, shutil.Error):  # another user made it, or it is just made anew
        shutil.rmtree(half, ignore_errors=True)
        return False
    give(half, where)
    if where.user:
        for path in half.rglob("*"):
            os.chown(path, where.user.pw_uid, where.user.pw_gid)
    return True


def _made(where: Place, folder: Path, half: Path) -> None:
    half.mkdir(mode=0o700)
    give(half, where)
    log = where.var / "log" / "initdb.log"
    options = ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", "--no-instructions"]
    child = command(where, [folder / "initdb", "-D", half, "-U", SUPERUSER, *options], log, where.sockets)
    if child.wait() != 0:
        raise LocalProblem(f"PostgreSQL's folder could not be made: {last_words(log)} (more in {log})")


def _start(where: Place, folder: Path, data: Path, major: str, durable: bool) -> None:
    pid = _postmaster(where)
    if pid and _is_ours(pid, data):  # it is up, starting or stopping: its supervisor was killed
        if wait_until(lambda: gone(pid) or _answers(where), None, 60) and not gone(pid):
            return
    elif pid:
        (data / "postmaster.pid").unlink(missing_ok=True)
    settings = {**SETTINGS, **({} if durable else NOT_DURABLE)}
    settings["unix_socket_directories"] = '"' + str(where.sockets).replace('"', '""') + '"'
    if major.isdigit() and int(major) >= 18:
        settings["io_method"] = "sync"  # saves three processes
    options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
    log = where.var / "log" / "postgres.log"
    for attempt in range(10):
        child = command(where, [folder / "postgres", "-D", data, *options], log, where.sockets)
        CHILDREN.append(child)
        # After a crash it first repairs itself, which may take seconds on a slow disk.
        if wait_until(lambda: _answers(where), child, 60):
            return
        child.kill()
        child.wait()
        # The children of a killed postmaster need a moment to see that it is gone.
        if attempt == 9 or "still in use" not in log.read_text(errors="replace")[-2000:]:
            raise LocalProblem(f"PostgreSQL did not start: {last_words(log)} (more in {log})")
        wait_until(lambda: False, None, 0.5)


def _provide(where: Place) -> None:
    """The roles, the database and the extensions, each only where it is missing."""
    with contextlib.closing(connect(where)) as session, session.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone():
            return
        cursor.execute("SELECT rolname FROM pg_roles")
        held = {name for (name,) in cursor.fetchall()}
        for role, rights in ((OWNER, "LOGIN CREATEDB"), (WEB, "LOGIN")):
            if role not in held:
                cursor.execute(f"CREATE ROLE {role} {rights}")
        # Every database made from here on has them, a test's too.
        with contextlib.closing(connect(where, "template1")) as template, template.cursor() as in_template:
            for extension in EXTENSIONS:
                in_template.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")


def stop(where: Place) -> None:
    """Stops it (running statements are broken off) and waits for its end."""
    pid = _postmaster(where)
    if pid is None or not _is_ours(pid, where.state / "postgres"):
        return
    for how, seconds in ((signal.SIGINT, 20.0), (signal.SIGQUIT, 10.0)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, how)
        if wait_until(lambda: gone(pid), None, seconds):
            return
