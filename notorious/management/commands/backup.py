"""`manage.py backup FILE`, or `--folder FOLDER --keep N [--daily-at HH:MM]`: the whole database, documents included."""

import argparse
import datetime
import time
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from notorious.devserver.dump import run_program

PATTERN = "notorious-*.dump"


class Command(BaseCommand):
    help = "Writes a consistent backup of the database to a file while the site keeps running."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--folder", type=Path, help="make a file with the time in its name here")
        parser.add_argument("--keep", type=int, default=14, help="how many files of the folder are kept")
        parser.add_argument(
            "--daily-at",
            type=datetime.time.fromisoformat,
            metavar="HH:MM",
            help="every day at this time, UTC",
        )

    def handle(
        self, *args: Any, file: Path | None, folder: Path | None, keep: int, daily_at: Any, **options: Any
    ) -> None:
        """Raise CommandError."""
        if (file is None) == (folder is None) or (daily_at and folder is None) or keep < 1:
            raise CommandError("Name a file, or pass --folder with --keep of at least 1.")
        if file is not None:
            self.write_backup(file)
        elif folder is not None and daily_at is None:
            self.rotate(folder, keep)
        while folder is not None and daily_at is not None:
            connection.close()
            time.sleep(seconds_until(daily_at, timezone.now()))
            try:
                self.rotate(folder, keep)
            except CommandError as failure:  # the next day's may succeed
                self.stderr.write(str(failure))

    def rotate(self, folder: Path, keep: int) -> None:
        """Make a backup named by the time, then remove all but the newest."""
        folder.mkdir(parents=True, exist_ok=True)
        self.write_backup(folder / f"notorious-{timezone.now():%Y%m%dT%H%M%SZ}.dump")
        for old in sorted(folder.glob(PATTERN))[:-keep]:
            old.unlink()
            self.stdout.write(f"Removed {old}.")

    def write_backup(self, file: Path) -> None:
        """Write beside it first: under its own name a backup is always complete."""
        if file.exists():
            raise CommandError(f"{file} exists already. A backup never overwrites a file.")
        self.stdout.write(f"Writing {file} …")
        part = file.with_name(f"{file.name}.part")
        try:
            # What is unlogged can be made again, and may be larger than all else.
            run_program("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--no-unlogged-table-data",
                f"--file={part}")  # fmt: skip
            part.rename(file)
        finally:
            part.unlink(missing_ok=True)
        self.stdout.write(f"{file}: {file.stat().st_size / 1e6:.1f} MB.")


def seconds_until(at: datetime.time, now: datetime.datetime) -> float:
    """Seconds from `now` to the next time of day `at`."""
    due = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    if due <= now:
        due += datetime.timedelta(days=1)
    return (due - now).total_seconds()
