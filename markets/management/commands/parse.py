"""Print what a report holds as JSON. Needs no database."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from markets.ingest.parse_command import EXPLAIN_HELP, FILE_HELP, HELP, answer_command


class Command(BaseCommand):
    """Exit status 0; 2 for what cannot be read, with one line on stderr; 3, with the JSON, where checks found
    problems. From the command line `manage.py` runs the same without Django."""

    help = HELP
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE, and whether to explain."""
        parser.add_argument("file", type=Path, help=FILE_HELP)
        parser.add_argument("--explain", action="store_true", help=EXPLAIN_HELP)

    def handle(self, *args: Any, file: Path, explain: bool = False, **options: Any) -> None:
        """Read, parse, check, print."""
        given = answer_command(file, explain)
        if given.json:
            self.stdout.write(given.json)
        if given.refusal:
            self.stderr.write(given.refusal)
        if given.status:
            sys.exit(given.status)
