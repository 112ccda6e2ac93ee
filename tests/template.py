"""A database with the migrated tables, made once for each state of the migrations and copied by every run."""

import contextlib
import hashlib
import os
import subprocess
import sys
from pathlib import Path

from notorious.devserver.paths import Paths
from notorious.devserver.postgres import OWNER, connect

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "template_notorious_"


def ensure_template(paths: Paths) -> str:
    """Return the name of a migrated database; make it first where the migrations or the packages have changed."""
    name = PREFIX + _hash_migrations()
    with contextlib.closing(connect(paths)) as session, session.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(2)")  # released with the session
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [PREFIX + "%"])
        known = {row[0] for row in cursor.fetchall()}
        if name in known:
            return name
        for old in known:
            cursor.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
        draft = f"{PREFIX}draft"
        cursor.execute(f'CREATE DATABASE "{draft}" OWNER {OWNER}')
        # In a process of its own: Django remembers what it migrated, and where.
        environment = os.environ | {
            "DATABASE_URL": paths.database_url(OWNER).replace("@/notorious?", f"@/{draft}?")
        }
        command = [sys.executable, "manage.py", "migrate", "--verbosity=0", "--no-input"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        cursor.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
    return name


def _hash_migrations() -> str:
    digest = hashlib.sha256()
    for path in [ROOT / "requirements-dev.lock", *sorted(ROOT.glob("*/migrations/*.py"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
