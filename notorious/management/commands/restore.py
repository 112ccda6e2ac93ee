"""`manage.py restore FILE`: restore a backup into an empty database."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from notorious.devserver.dump import run_program


class Command(BaseCommand):
    help = "Restores a backup into an empty database, completely or not at all, and sets the grants."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Restore in one transaction. Raise CommandError if the database has tables or the file is no backup."""
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        if tables := connection.introspection.table_names():
            raise CommandError(
                f"The database has {len(tables)} tables. A backup is restored into an empty database only."
            )
        self.stdout.write(f"Restoring {file.stat().st_size / 1e6:.1f} MB …")
        connection.close()
        database = str(connection.settings_dict["NAME"])
        run_program(
            *("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"),
            *("--no-comments", f"--dbname={database}", str(file)),
        )
        self.stdout.write("Migrating …")
        call_command("migrate", verbosity=0)
        call_command("apply_grants", verbosity=0)
        self.stdout.write(f"{file} is restored and migrated, and its grants are set.")
