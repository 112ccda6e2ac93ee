"""Gives a management command its servers, by way of the environment."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from notorious.devserver import binaries
from notorious.devserver.place import Place, default_var, place
from notorious.devserver.postgres import OWNER, WEB
from notorious.devserver.problem import LocalProblem
from notorious.devserver.servers import Servers

SERVERS = {"DATABASE": lambda: binaries.postgres() / "postgres", "REDIS": binaries.valkey}
WITHOUT_DATABASE = {
    "", "check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help", "makemessages",
    "parse", "sendtestemail", "startapp", "startproject", "version",
}  # fmt: skip
OWNERS = {
    "backup",
    "flush",
    "makemigrations",
    "migrate",
    "optimizemigration",
    "pgtrigger",
    "apply_grants",
    "restore",
    "showmigrations",
    "sqlflush",
    "sqlmigrate",
    "test",
}


def servers_of(var: Path, durable: bool = True, ahead: bool = False) -> Servers | None:
    """The embedded servers, not yet started: those whose address is not given, and none in production.

    `ahead`: a new folder may begin with the record that was loaded with the environment.
    """
    wanted = {name for name in SERVERS if not os.environ.get(f"{name}_URL")}
    if os.environ.get("NOTORIOUS_ENV") == "production" or not wanted:
        return None
    needed = [SERVERS[name]() for name in sorted(wanted)]
    where = place(var, needed)
    return Servers(where, durable, postgres="DATABASE" in wanted, valkey="REDIS" in wanted, ahead=ahead)


def set_environment(where: Place, role: str, database: str = "notorious", number: int = 0) -> None:
    """Sets the two addresses where they are not given; `number` is Valkey's database."""
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = where.database_url(role, database)
        os.environ["DATABASE_WEB_ROLE"] = WEB
    if not os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = where.redis_url(number)


def owner_environment() -> dict[str, str]:
    """Of a database that is given: the owner's address, and the role in the web's."""
    web = os.environ.get("DATABASE_URL")
    if not web:
        return {}
    role = os.environ.get("DATABASE_WEB_ROLE") or unquote(urlsplit(web).username or "")
    return {"DATABASE_URL": os.environ.get("DATABASE_OWNER_URL") or web, "DATABASE_WEB_ROLE": role}


def needs_database(argv: Sequence[str]) -> bool:
    """Whether the command line of manage.py names a command that uses the database."""
    if any(word in {"--help", "-h", "--version"} for word in argv[1:]):
        return False
    name = argv[1] if len(argv) > 1 else ""
    return name not in WITHOUT_DATABASE or "--database" in argv


def provide(argv: Sequence[str]) -> None:
    """Before Django starts: chooses the role, and finds or starts the servers where none are given.

    Ends the process with one sentence where the servers cannot be had.
    """
    name = argv[1] if len(argv) > 1 else ""
    if name in OWNERS:
        os.environ.update(owner_environment())
    if not needs_database(argv):
        return
    try:
        servers = servers_of(default_var())
        if servers is None:
            return
        atexit.register(servers.stop)
        # Python's default for these two ends the process without the line above.
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda number, frame: sys.exit(128 + number))
        servers.start()
    except LocalProblem as problem:
        sys.exit(f"notorious: {problem}")
    set_environment(servers.place, OWNER if name in OWNERS else WEB)
