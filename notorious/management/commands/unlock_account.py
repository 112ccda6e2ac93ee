"""`manage.py unlock_account NAME`: for people whom nobody at the desk can help, such as the last superuser."""

from argparse import ArgumentParser
from ipaddress import ip_address
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from markets.curation.refusal import Refusal
from notorious.accounts.people import unlock
from notorious.accounts.reset import reset_second_factor


class Command(BaseCommand):
    """End a lock, or reset a second factor."""

    help = (
        "Unlocks an account or an address. With --reset-2fa it deletes the account's second factor instead."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("who", help="the name of an account, or a locked address")
        parser.add_argument(
            "--reset-2fa", metavar="REASON", help="delete the second factor; the reason is recorded"
        )

    def handle(self, *args: Any, who: str, reset_2fa: str | None, **options: Any) -> None:
        try:
            if reset_2fa is None:
                unlock(_kind_of(who), who, by=None, note="by a command")
                self.stdout.write(f"{who} can sign in again.")
            else:
                account = User.objects.filter(username=who).first()
                if account is None:
                    raise CommandError(f"There is no account {who}.")
                reset_second_factor(account, by=None, reason=reset_2fa)
                self.stdout.write(
                    f"{who} signs in with the password alone, and adds a new authenticator app."
                )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal


def _kind_of(who: str) -> str:
    try:
        ip_address(who)
    except ValueError:
        return "account"
    return "address"
