"""Gives a management command its servers, by way of the environment."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from collections.abc import Sequence

from notorious.local import binaries
from notorious.local.place import Place, default_var, place
from notorious.local.postgres import OWNER, WEB
from notorious.local.problem import LocalProblem
from notorious.local.servers import Servers

WITHOUT_DATABASE = {
    "", "check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help", "makemessages",
    "parse", "sendtestemail", "startapp", "startproject", "version",
}  # fmt: skip
OWNERS = {
    "flush",
    "makemigrations",
    "migrate",
    "optimizemigration",
    "pgtrigger",
    "protect",
    "showmigrations",
    "sqlflush",
    "sqlmigrate",
    "test",
}


def embedded() -> bool:
    """Whether servers of this machine are wanted: never in production, nor where both addresses are given."""
    given = os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")
    return os.environ.get("NOTORIOUS_ENV") != "production" and not given


def here() -> Place:
    """The place of this machine's servers, for VAR or `var`."""
    return place(default_var(), [binaries.postgres() / "postgres", binaries.valkey()])


def set_environment(where: Place, role: str, database: str = "notorious", number: int = 0) -> None:
    """Sets the two addresses where they are not given."""
    os.environ.setdefault("DATABASE_URL", where.database_url(role, database))
    os.environ.setdefault("DATABASE_WEB_ROLE", WEB)
    os.environ.setdefault("REDIS_URL", where.redis_url(number))


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
    if name in OWNERS and os.environ.get("DATABASE_OWNER_URL"):
        web = os.environ.get("DATABASE_URL")
        os.environ["DATABASE_URL"] = os.environ["DATABASE_OWNER_URL"]
        if web:
            os.environ.setdefault("DATABASE_WEB_URL", web)
    if not embedded() or not needs_database(argv):
        return
    try:
        where = here()
        servers = Servers(where)
        atexit.register(servers.stop)
        # Python's default for these two ends the process without the line above.
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda number, frame: sys.exit(128 + number))
        servers.start()
    except LocalProblem as problem:
        sys.exit(f"notorious: {problem}")
    set_environment(where, OWNER if name in OWNERS else WEB)
