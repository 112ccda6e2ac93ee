"""Give a management command its servers, through the environment."""

import atexit
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from notorious.devserver import DevServerError, binaries
from notorious.devserver.paths import Paths, default_var, find_paths
from notorious.devserver.postgres import OWNER, WEB_ROLE
from notorious.devserver.servers import Servers

BINARIES = {"DATABASE": lambda: binaries.find_postgres() / "postgres", "REDIS": binaries.find_valkey}
WITHOUT_DATABASE = {
    *("check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help", "makemessages"),
    *("parse", "sendtestemail", "startapp", "startproject", "version"),
}
OWNER_COMMANDS = {
    *(
        "apply_grants",
        "backup",
        "flush",
        "load_record",
        "makemigrations",
        "migrate",
        "optimizemigration",
        "pgtrigger",
    ),
    *("restore", "showmigrations", "sqlflush", "sqlmigrate", "test"),
}


def find_servers(var: Path, durable: bool = True, use_template: bool = False) -> Servers | None:
    """Return the servers whose address is not given, not yet started; in production none."""
    wanted = {name for name in BINARIES if not os.environ.get(f"{name}_URL")}
    if os.environ.get("NOTORIOUS_ENV") == "production" or not wanted:
        return None
    paths = find_paths(var, [BINARIES[name]() for name in sorted(wanted)])
    return Servers(
        paths, durable, postgres="DATABASE" in wanted, valkey="REDIS" in wanted, use_template=use_template
    )


def set_environment(paths: Paths, role: str, number: int = 0) -> None:
    """Set the two addresses that are not given; `number` is Valkey's database."""
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = paths.database_url(role)
        os.environ["DATABASE_WEB_ROLE"] = WEB_ROLE
    if not os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = paths.redis_url(number)


def owner_environment() -> dict[str, str]:
    """Return the owner's address of a given database, and the web's role."""
    web = os.environ.get("DATABASE_URL")
    if not web:
        return {}
    role = os.environ.get("DATABASE_WEB_ROLE") or unquote(urlsplit(web).username or "")
    return {"DATABASE_URL": os.environ.get("DATABASE_OWNER_URL") or web, "DATABASE_WEB_ROLE": role}


def needs_database(argv: Sequence[str]) -> bool:
    """Return whether the command line of manage.py names a command that uses the database."""
    if len(argv) < 2 or {"--help", "-h", "--version"} & set(argv[1:]):
        return False
    return argv[1] not in WITHOUT_DATABASE or "--database" in argv


def ensure_servers(argv: Sequence[str]) -> None:
    """Choose the database role, and find or start the servers that are not given, before Django starts.

    Exit with one sentence if the servers cannot be started.
    """
    is_owner = len(argv) > 1 and argv[1] in OWNER_COMMANDS
    if is_owner:
        os.environ.update(owner_environment())
    if not needs_database(argv):
        return
    try:
        servers = find_servers(default_var())
        if servers is None:
            return
        atexit.register(servers.stop)
        # Python's default for these two ends the process without atexit.
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda number, frame: sys.exit(128 + number))
        servers.start()
    except DevServerError as problem:
        sys.exit(f"notorious: {problem}")
    set_environment(servers.paths, OWNER if is_owner else WEB_ROLE)
