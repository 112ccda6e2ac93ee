"""`manage.py restore FILE`: a backup into a database that is empty."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from notorious.devserver.dump import run_program


class Command(BaseCommand):
    help = "Brings a backup into an empty database, all of it or nothing, and sets the rights anew."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Raises CommandError where the database holds tables, or the file is no backup."""
        if not file.is_file():
            raise CommandError(f"{file} is not there.")
        if held := connection.introspection.table_names():
            raise CommandError(
                f"The database holds {len(held)} tables: a backup is brought into an empty one, and replaces nothing."
            )
        connection.close()
        database = str(connection.settings_dict["NAME"])
        run_program(
            *("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"),
            *("--no-comments", f"--dbname={database}", str(file)),
        )
        call_command("migrate", verbosity=0)
        call_command("apply_grants", verbosity=0)
        self.stdout.write(f"{file} is in the database; what the code has learned since was migrated.")
