"""Brings the database up to date before anything serves from it; run by `make run` as the owning role.

Its output is the password of the first administrator, if it made one; the rest goes to standard error.
Every first start waits for this program, so what can be done while the servers start is done then.
"""

from __future__ import annotations

import gc
import os
import secrets
import sys
from concurrent.futures import ThreadPoolExecutor

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader


def migrate_and_grant() -> None:
    """Outside production one role may both own and serve, as where DATABASE_URL names a database at hand."""
    call_command("migrate", verbosity=0, interactive=False)
    if settings.PRODUCTION or connection.settings_dict["USER"] != os.environ.get("DATABASE_WEB_ROLE"):
        call_command("apply_grants", stdout=sys.stderr)


def load() -> None:
    """The bundled record, and in production the static files under their hashed names."""
    if os.environ.get("RECORD") != "none":
        call_command("load_record", stdout=sys.stderr)
    if settings.PRODUCTION:
        call_command("collectstatic", verbosity=0, interactive=False)


def main() -> None:
    """Waits for a line on standard input, which says that the servers are up, and does what is due."""
    # Thirty commits need not reach the disk one by one: what a crash here lost would be made again.
    os.environ.setdefault("PGOPTIONS", "-c synchronous_commit=off")
    gc.disable()  # a short life: migrations make much that is never thrown away
    django.setup()
    MigrationLoader(None)  # reads the migrations' files
    if not sys.stdin.readline():
        return  # whoever started us gave up
    migrate_and_grant()
    users = get_user_model().objects
    if users.exists():
        load()
        return
    # The first administrator, of whose password only the hash is kept. Hashing is slow on purpose.
    password = secrets.token_urlsafe(12)
    with ThreadPoolExecutor(1) as beside:
        hashed = beside.submit(make_password, password)
        load()
        users.create(username="admin", password=hashed.result(), is_staff=True, is_superuser=True)
    sys.stdout.write(f"{password}\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notorious.settings")
    main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)  # the supervisor waits, and there is nothing to tear down
