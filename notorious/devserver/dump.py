"""PostgreSQL’s own programs for a backup and its return: told where by the environment, not on their command line."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError

from notorious.devserver import binaries
from notorious.devserver.problem import LocalProblem


def run(program: str, *arguments: str) -> None:
    """Runs `pg_dump` or `pg_restore` at the site's database. Raises CommandError with what it says."""
    done = subprocess.run(
        [_found(program), *arguments],
        env={**os.environ, **_where()},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no word"])[0]
        raise CommandError(f"{program} ended with {done.returncode}: {said}")


def _found(program: str) -> str:
    try:
        beside = binaries.postgres() / program
    except LocalProblem:
        beside = Path(program)
    path = str(beside) if beside.exists() else shutil.which(program)
    if path is None:
        raise CommandError(f"{program} was not found: install the client programs of PostgreSQL.")
    return path


def _where() -> dict[str, str]:
    database = settings.DATABASES["default"]
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    return {variable: str(database[name]) for variable, name in names.items() if database.get(name)}
