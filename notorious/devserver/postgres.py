"""The embedded PostgreSQL: one socket in a folder that only its user may enter, two roles, one database."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg2

from notorious.devserver import DevServerError, binaries
from notorious.devserver.paths import Paths, give_to_server_user, is_reachable
from notorious.devserver.process import STARTED, has_ended, last_log_line, start_process, wait_until

SUPERUSER, OWNER, WEB_ROLE, DATABASE = "postgres", "notorious_owner", "notorious_web", "notorious"
EXTENSIONS = ("pg_trgm", "unaccent")
POSTGRES_SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "32MB",
    "max_connections": "40",
    "max_wal_size": "256MB",
    "jit": "off",
    "max_logical_replication_workers": "0",
    "logging_collector": "off",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
TEMPLATE_CLUSTER = Path(sys.prefix) / "notorious-cluster"
"""What `notorious.devserver.cluster` made with the environment."""


def connect(paths: Paths, database: str = "postgres") -> psycopg2.extensions.connection:
    """Open a session of the superuser, in autocommit."""
    session = psycopg2.connect(host=str(paths.sockets), user=SUPERUSER, dbname=database, connect_timeout=5)
    session.autocommit = True
    return session


def data_folder(paths: Paths) -> Path:
    """Return the cluster's folder."""
    return paths.state / "postgres"


def _is_ready(paths: Paths) -> bool:
    with contextlib.suppress(psycopg2.OperationalError):
        connect(paths).close()
        return True
    return False


def _read_pid(paths: Paths) -> int | None:
    """Return the pid in the data folder, whatever process has it now."""
    try:
        return int((data_folder(paths) / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _works_in(pid: int, data: Path) -> bool:
    """Return whether the process works in our data folder: another process may have got its pid."""
    try:
        return Path(f"/proc/{pid}/cwd").resolve(strict=True) == data.resolve()
    except OSError:
        # Without /proc PostgreSQL's own check of the file must do.
        return not Path("/proc/self").exists() and not has_ended(pid)


def is_running(paths: Paths) -> bool:
    """Return whether the process exists, which is cheaper than a query."""
    pid = _read_pid(paths)
    return pid is not None and not has_ended(pid)


def ensure_running(paths: Paths, durable: bool, use_template: bool = False) -> None:
    """Create the cluster the first time, start it if it is not up, and create roles and database.

    `use_template`: a new cluster may be a copy of the template, which has the record.
    """
    if not _is_ready(paths):
        binary_folder = binaries.find_postgres()
        if paths.user and not is_reachable([binary_folder / "postgres"]):
            binary_folder = binaries.copy_binaries(binary_folder, paths.state / "bin")
        command = [str(binary_folder / "postgres"), "--version"]
        version = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        major = version.split()[-1].partition(".")[0] if version else "?"
        if data_folder(paths).exists():
            _check_version(data_folder(paths), major)
        else:
            create_cluster(paths, binary_folder, major if use_template else "")
        _start(paths, binary_folder, major, durable)
    _create_roles(paths)


def _check_version(data: Path, major: str) -> None:
    file = data / "PG_VERSION"
    found = file.read_text().strip() if file.exists() else "an unknown version"
    if found != major:
        raise DevServerError(
            f"The data in {data} are of PostgreSQL {found}, the binaries of {major}. Nothing was changed. "
            f"Set NOTORIOUS_POSTGRES to the bin folder of PostgreSQL {found}, or use another VAR= "
            "and load a dump there."
        )


def create_cluster(paths: Paths, binary_folder: Path, template_version: str = "") -> None:
    """Create the data folder; an interrupted attempt leaves nothing under its name."""
    draft = Path(f"{data_folder(paths)}.new")
    shutil.rmtree(draft, ignore_errors=True)
    if not (template_version and _copy_template(paths, draft, template_version)):
        _run_initdb(paths, binary_folder, draft)
    draft.rename(data_folder(paths))


def _copy_template(paths: Paths, draft: Path, major: str) -> bool:
    """Return whether there was a template of this version that we may read."""
    try:
        if (TEMPLATE_CLUSTER / "PG_VERSION").read_text().strip() != major:
            return False
        shutil.copytree(TEMPLATE_CLUSTER, draft)
    except (OSError, shutil.Error):  # another user made it, or it is being replaced
        shutil.rmtree(draft, ignore_errors=True)
        return False
    give_to_server_user(draft, paths)
    if paths.user:
        for path in draft.rglob("*"):
            os.chown(path, paths.user.pw_uid, paths.user.pw_gid)
    return True


def _run_initdb(paths: Paths, binary_folder: Path, draft: Path) -> None:
    draft.mkdir(mode=0o700)
    give_to_server_user(draft, paths)
    log = paths.var / "log" / "initdb.log"
    options = ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", "--no-instructions"]
    command: list[str | Path] = [binary_folder / "initdb", "-D", draft, "-U", SUPERUSER, *options]
    if start_process(paths, command, log, paths.sockets).wait() != 0:
        raise DevServerError(
            f"PostgreSQL's folder could not be created: {last_log_line(log)} (more in {log})"
        )


def _start(paths: Paths, binary_folder: Path, major: str, durable: bool) -> None:
    data, pid = data_folder(paths), _read_pid(paths)
    if pid and _works_in(pid, data):  # it is up, starting or stopping: its supervisor was killed
        if wait_until(lambda: has_ended(pid) or _is_ready(paths), None, 60) and not has_ended(pid):
            return
    elif pid:
        (data / "postmaster.pid").unlink(missing_ok=True)
    settings = POSTGRES_SETTINGS | ({} if durable else NOT_DURABLE)
    settings["unix_socket_directories"] = '"' + str(paths.sockets).replace('"', '""') + '"'
    if major.isdigit() and int(major) >= 18:
        settings["io_method"] = "sync"  # saves three processes
    options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
    log = paths.var / "log" / "postgres.log"
    for attempt in range(10):
        child = start_process(paths, [binary_folder / "postgres", "-D", data, *options], log, paths.sockets)
        STARTED.append(child)
        # After a crash it first recovers, which may take seconds on a slow disk.
        if wait_until(lambda: _is_ready(paths), child, 60):
            return
        child.kill()
        child.wait()
        # The children of a killed postmaster need a moment to see that it is gone.
        if attempt == 9 or "still in use" not in log.read_text(errors="replace")[-2000:]:
            raise DevServerError(f"PostgreSQL did not start: {last_log_line(log)} (more in {log})")
        wait_until(lambda: False, None, 0.5)


def _create_roles(paths: Paths) -> None:
    """Create the roles, the database and the extensions that are missing."""
    with contextlib.closing(connect(paths)) as session, session.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone():
            return
        cursor.execute("SELECT rolname FROM pg_roles")
        known = {name for (name,) in cursor.fetchall()}
        for role, rights in ((OWNER, "LOGIN CREATEDB"), (WEB_ROLE, "LOGIN")):
            if role not in known:
                cursor.execute(f"CREATE ROLE {role} {rights}")
        # Every later database has the extensions, a test's too.
        with contextlib.closing(connect(paths, "template1")) as template, template.cursor() as in_template:
            for extension in EXTENSIONS:
                in_template.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")


def stop(paths: Paths) -> None:
    """Stop it, breaking off running statements, and wait for its end."""
    pid = _read_pid(paths)
    if pid is None or not _works_in(pid, data_folder(paths)):
        return
    for number, seconds in ((signal.SIGINT, 20.0), (signal.SIGQUIT, 10.0)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        if wait_until(lambda: has_ended(pid), None, seconds):
            return
