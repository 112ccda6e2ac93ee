"""`manage.py backup FILE`: the whole database, documents and history included."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from notorious.devserver.dump import run_program


class Command(BaseCommand):
    help = "Writes the whole database to a file, from one snapshot, while the site goes on."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Writes beside it first: under its name a backup is whole. Raises CommandError."""
        if file.exists():
            raise CommandError(f"{file} exists already; a backup replaces nothing.")
        part = file.with_name(f"{file.name}.part")
        try:
            # What is unlogged can be made again, and may be larger than all else.
            run_program("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--no-unlogged-table-data",
                f"--file={part}")  # fmt: skip
            part.rename(file)
        finally:
            part.unlink(missing_ok=True)
        self.stdout.write(f"{file}: {file.stat().st_size / 1e6:.1f} MB.")
