"""Run PostgreSQL's own programs for backup and restore."""

import os
import shutil
import subprocess
from pathlib import Path

from django.core.management import CommandError
from django.db import connection

from notorious.devserver import DevServerError, binaries

VARIABLES = {
    "PGHOST": "HOST",
    "PGPORT": "PORT",
    "PGUSER": "USER",
    "PGPASSWORD": "PASSWORD",
    "PGDATABASE": "NAME",
}


def run_program(program: str, *arguments: str) -> None:
    """Run `pg_dump` or `pg_restore` on the site's database. Raise CommandError with its first words.

    It gets the connection through the environment: other users could read its command line.
    """
    settings = connection.settings_dict
    where = {variable: str(settings[name]) for variable, name in VARIABLES.items() if settings.get(name)}
    command = [_find_program(program), *arguments]
    done = subprocess.run(command, env=os.environ | where, capture_output=True, text=True, check=False)
    if done.returncode:
        message = (done.stderr.strip().splitlines() or ["it wrote nothing"])[0]
        raise CommandError(f"{program} ended with {done.returncode}: {message}")


def _find_program(program: str) -> str:
    kept = Path("/opt/postgres/bin") / program  # where the image has the programs without the server
    try:
        path: Path | str | None = kept if kept.exists() else binaries.find_postgres() / program
    except DevServerError:
        path = None
    if path is None or not Path(path).exists():
        path = shutil.which(program)
    if path is None:
        raise CommandError(f"{program} was not found: install the client programs of PostgreSQL.")
    return str(path)
