"""Migrate the database and load the record, as the owning role, before anything is served from it.

Standard output is a line for each account that this program created: its name and its password.
"""

import os
import secrets
import sys

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection


def migrate_and_grant() -> None:
    """Outside production one role may both own and serve, if DATABASE_URL names a database of your own."""
    call_command("migrate", verbosity=0, interactive=False)
    if settings.PRODUCTION or connection.settings_dict["USER"] != os.environ.get("DATABASE_WEB_ROLE"):
        call_command("apply_grants", stdout=sys.stderr)


def load_record() -> None:
    """Load the bundled record; in production also collect the static files."""
    if os.environ.get("RECORD") != "none":
        call_command("load_record", stdout=sys.stderr)
    if settings.PRODUCTION:
        call_command("collectstatic", verbosity=0, interactive=False)


def main() -> None:
    """Prepare the database, and create the first accounts."""
    # The commits need not reach the disk one by one: what a crash here loses is made again.
    os.environ.setdefault("PGOPTIONS", "-c synchronous_commit=off")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notorious.settings")
    django.setup()
    migrate_and_grant()
    load_record()
    users = get_user_model().objects
    if not users.exists():
        password = secrets.token_urlsafe(12)
        users.create_superuser("admin", password=password)
        sys.stdout.write(f"admin {password}\n")
        for role in (
            () if settings.PRODUCTION else ("editor", "curator")
        ):  # who publishes needs a second person
            sys.stdout.write(f"{role} ")
            call_command("create_editor", role, role=role)


if __name__ == "__main__":
    main()
