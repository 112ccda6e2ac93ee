"""`manage.py let_in NAME`: for whoever nobody at the desk can help, such as the last superuser."""

from __future__ import annotations

from argparse import ArgumentParser
from ipaddress import ip_address
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from markets.curation import Refusal
from notorious.accounts.lost import take_away
from notorious.accounts.people import open_again


class Command(BaseCommand):
    """Ends a lock, or takes away the second factor of a lost phone."""

    help = "Lets an account or an address try again that is locked; with --phone-lost takes its second factor away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("who", help="the name of an account, or an address that is locked")
        parser.add_argument(
            "--phone-lost", metavar="WHY", help="takes the second factor away; kept in the record"
        )

    def handle(self, *args: Any, who: str, phone_lost: str | None, **options: Any) -> None:
        try:
            if phone_lost is None:
                open_again(_kind(who), who, by=None, note="by a command")
                self.stdout.write(f"{who} may try again.")
            else:
                account = User.objects.filter(username=who).first()
                if account is None:
                    raise CommandError(f"There is no account {who}.")
                take_away(account, by=None, why=phone_lost)
                self.stdout.write(f"{who} signs in with the password alone, and adds a new phone.")
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal


def _kind(who: str) -> str:
    try:
        ip_address(who)
    except ValueError:
        return "account"
    return "address"
