"""`manage.py purge_document SHA256 --reason TEXT`: remove a stored document for a legal reason."""

from typing import Any

import pgtrigger
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from markets.models import PurgedDocument, Reading, Snapshot
from markets.system_acts import system_act


class Command(BaseCommand):
    """Removes the bytes of a document and what was read from it, and leaves a tombstone."""

    help = (
        "Removes a stored document and the text that was read from it, as the owner's role. Its hash and the "
        "reason stay. Public rows that rest on it are not changed: withdraw those at the desk."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sha256", help="the whole sha256 of the document")
        parser.add_argument("--reason", required=True, help="why, for example the number of the request")

    def handle(self, *args: Any, sha256: str, reason: str, **options: Any) -> None:
        """Raise CommandError for an unknown document, an empty reason, or one that is public."""
        snapshot = Snapshot.objects.filter(sha256=sha256).first()
        if snapshot is None:
            raise CommandError(f"There is no document with the sha256 {sha256}.")
        if not reason.strip():
            raise CommandError("Give a reason.")
        if PurgedDocument.objects.filter(snapshot=snapshot).exists():
            raise CommandError(f"{snapshot} was removed already.")
        readings = Reading.objects.filter(snapshot=snapshot)
        if readings.filter(state__in=(Reading.State.DRAFTED, Reading.State.PUBLISHED)).exists():
            raise CommandError("An edition rests on this document. Withdraw it and exclude its draft first.")
        with transaction.atomic(), system_act("purge document", reason=reason.strip()):
            PurgedDocument.objects.create(snapshot=snapshot, size=snapshot.size, reason=reason.strip())
            with pgtrigger.ignore("markets.Snapshot:never_changes"):
                Snapshot.objects.filter(pk=snapshot.pk).update(content=b"")
            readings.exclude(parsed=None).update(parsed={"purged": True})
        self.stdout.write(f"{snapshot} is removed ({snapshot.size} bytes). Its hash and the reason are kept.")
