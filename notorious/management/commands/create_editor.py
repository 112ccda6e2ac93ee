"""`manage.py create_editor NAME`: an account of the editorial desk, with a password that is shown once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from markets.curation.refusal import Refusal
from notorious.accounts.making import ROLES, make_account


class Command(BaseCommand):
    """Creates an account."""

    help = "Creates an editor (or, with --role curator, a curator) and prints the password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the user name")
        parser.add_argument("--role", choices=[role for role, _ in ROLES], default="editor")
        parser.add_argument("--full-name", default="", help="signs assessments in public")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            password = make_account(options["name"], options["role"], options["full_name"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(password)
