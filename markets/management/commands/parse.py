"""Print what a report holds as JSON. Needs no database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from markets.ingest.checks import check
from markets.ingest.pages import Unreadable, read_document
from markets.ingest.parsers import NotUnderstood, as_json, parse


class Command(BaseCommand):
    """Exit status 0; 2 for what cannot be read, with one line on stderr; 3, with the JSON, where checks found
    problems."""

    help = "Prints what a report (PDF or HTML) holds as JSON; exit status 3 where checks found problems."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE is the only argument."""
        parser.add_argument("file", type=Path, help="a report as PDF or HTML")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Read, parse, check, print."""
        try:
            document = read_document(file.read_bytes())
            edition = parse(document.pages)
        except OSError as error:
            self._refuse(f"{file}: {error.strerror or error}")
        except (Unreadable, NotUnderstood) as error:
            self._refuse(f"{file.name}: {error}")
        problems = (*document.doubts, *check(edition, document.pages))
        self.stdout.write(json.dumps(as_json(edition, problems), ensure_ascii=False, indent=1))
        if problems:
            sys.exit(3)

    def _refuse(self, sentence: str) -> None:
        self.stderr.write(" ".join(sentence.split()))
        sys.exit(2)
