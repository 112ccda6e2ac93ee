"""`manage.py export timeline [--profile excel|raw] [--absences] [--format json]`: the same bytes as the download."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from markets.tables.writer import Profile
from notorious.exports.formats import FORMATS, FormatOptions
from notorious.exports.options import shape_rows
from notorious.exports.render import render_export
from notorious.tables import TABLES
from notorious.tables.shaping import TableShape
from notorious.tables.state import current_scope, repeatable_read


class Command(BaseCommand):
    """Writes a table to standard output."""

    help = "Writes a table to standard output: the same bytes as its download."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=sorted(TABLES), metavar="NAME", help=", ".join(TABLES))
        parser.add_argument("--profile", choices=[str(each) for each in Profile], default="raw")
        parser.add_argument(
            "--absences", action="store_true", help="timeline: also the cells without a listing"
        )
        parser.add_argument("--format", choices=list(FORMATS), default="csv")

    def handle(self, *args: Any, **options: Any) -> None:
        table = TABLES[options["name"]]
        if options["absences"] and "absences" not in table.options:
            raise CommandError(f"“{table.name}” has no absences: only timeline has.")
        profile = Profile(options["profile"])
        with repeatable_read():
            scope = current_scope(options["absences"])
            shaped = shape_rows(table, table.stream_rows(scope), TableShape(), profile)
            export = render_export(*shaped, scope, options["format"], FormatOptions(profile))
        sys.stdout.buffer.write(export.content)
        sys.stdout.buffer.flush()
