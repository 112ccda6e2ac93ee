"""Brings the database up to date before anything serves from it; run by `make run` as the owning role.

Its output is the password of the first administrator, if it made one; the rest goes to standard error.
"""

from __future__ import annotations

import os
import secrets
import sys

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection


def first_administrator() -> str | None:
    """The password of `admin`, made where there is no user at all; only its hash is kept."""
    users = get_user_model().objects
    if users.exists():
        return None
    password = secrets.token_urlsafe(12)
    users.create_superuser("admin", password=password)
    return password


def migrate_and_protect() -> None:
    """Outside production one role may both own and serve, as where DATABASE_URL names a database at hand."""
    call_command("migrate", verbosity=0, interactive=False)
    if settings.PRODUCTION or connection.settings_dict["USER"] != os.environ.get("DATABASE_WEB_ROLE"):
        call_command("protect", stdout=sys.stderr)


def main() -> None:
    """Waits for a line on standard input, which says that the servers are up, and does what is due."""
    django.setup()
    if not sys.stdin.readline():
        return  # whoever started us gave up
    migrate_and_protect()
    if os.environ.get("RECORD") != "none":
        call_command("load_record", stdout=sys.stderr)
    if settings.PRODUCTION:
        call_command("collectstatic", verbosity=0, interactive=False)
    if password := first_administrator():
        sys.stdout.write(f"{password}\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notorious.settings")
    main()
