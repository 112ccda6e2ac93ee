"""`manage.py apply_grants`: set what the web's role and the curators may do, after every migration."""

import os
from typing import Any
from urllib.parse import unquote, urlsplit

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from notorious.environment import env
from notorious.roles import ensure_roles


def append_only_tables() -> list[str]:
    """History, the bytes of snapshots, archived versions, and what was done about who gets in: the web may only add."""
    tables = [model._meta.db_table for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]
    kept = [f"notorious_{name}" for name in ("archivedversion", "accessrecord")]
    return sorted([*tables, "pghistory_context", "markets_snapshot", "markets_datedrevision", *kept])


class Command(BaseCommand):
    """Grant to the web's role, and set the permissions of the groups."""

    help = (
        "Grants the web's role access to the tables, append-only for the history, "
        "and sets the permissions of curators and editors. Run it after migrate."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        role = os.environ.get("DATABASE_WEB_ROLE") or unquote(
            urlsplit(env.str("DATABASE_URL")).username or ""
        )
        if role == connection.settings_dict["USER"]:
            raise CommandError(
                "The owner of the tables can always change the history. "
                "Set DATABASE_WEB_ROLE to the web's role and DATABASE_OWNER_URL to the owner's address."
            )
        ensure_roles()
        quoted = connection.ops.quote_name(role)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
            cursor.execute(f"GRANT USAGE ON SCHEMA public, past TO {quoted}")
            cursor.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA past TO {quoted}")
            cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}")
            cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
            for table in append_only_tables():
                cursor.execute(f"REVOKE UPDATE, DELETE ON {connection.ops.quote_name(table)} FROM {quoted}")
            # pghistory adds to the metadata of the context it has just written.
            cursor.execute(f"GRANT UPDATE ON pghistory_context TO {quoted}")
            cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {quoted}")
        self.stdout.write(
            f"The role {role} can add rows to {len(append_only_tables())} history tables, and cannot change them."
        )
