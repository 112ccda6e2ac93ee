"""A cluster with our tables and the bundled record, made with the environment: the first `make run` copies it.

Making folder, tables and record takes longer than all else of a first start. The copy is nothing but a head
start: roles, migrations, rights and record are looked at after it as after any other start.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

import django
from django.db import connections

from notorious.devserver import binaries
from notorious.devserver.place import Place, place
from notorious.devserver.postgres import KEPT, OWNER, WEB
from notorious.devserver.prepare import load, migrate_and_grant
from notorious.devserver.problem import LocalProblem
from notorious.devserver.servers import Servers


def main() -> int:
    """Makes it anew in the environment. Without it a first start takes longer, so no failure here stops anything."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the servers' user must come through
        try:
            where = place(Path(folder) / "var", [binaries.postgres() / "postgres"])
            _make(where)
            _keep(where.state / "postgres")
        except (LocalProblem, OSError) as problem:
            sys.stderr.write(f"notorious: no cluster was made ahead, the first start will do it: {problem}\n")
        else:
            if where.state != where.var:
                shutil.rmtree(where.state)
    return 0


def _make(where: Place) -> None:
    servers = Servers(where, durable=False, valkey=False)
    servers.start()
    try:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "notorious.settings",
            "VAR": str(where.var),
            "DATABASE_URL": where.database_url(OWNER),
            "DATABASE_WEB_ROLE": WEB,
            "RECORD": "",
            "REDIS_URL": where.redis_url(),  # of a server that is not there, and is not asked
        }
        django.setup()
        with contextlib.redirect_stderr(io.StringIO()):
            migrate_and_grant()
            load()
        connections.close_all()
    finally:
        servers.stop()


def _keep(made: Path) -> None:
    """Under its final name only when it is whole."""
    half = Path(f"{KEPT}.new")
    for old in (half, KEPT):
        shutil.rmtree(old, ignore_errors=True)
    shutil.copytree(made, half)
    half.rename(KEPT)


if __name__ == "__main__":
    sys.exit(main())
