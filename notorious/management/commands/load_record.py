"""`manage.py load_record`: the bundled facts into the database; twice is once."""

from typing import Any

import pghistory
from django.core.management.base import BaseCommand
from django.db import connection, transaction

from markets.models import DataVersion
from markets.record.load import load_markets_record
from markets.record.rows import record_version
from responses.record.load import load_responses_record


class Command(BaseCommand):
    """Loads the bundled record."""

    help = "Loads the bundled facts: 16 editions with what is known of them. Twice is once."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic(), pghistory.context(reason="the bundled record"):
            added = load_markets_record() | load_responses_record()
            DataVersion.begin(*record_version())
        if any(added.values()):
            # Without statistics the planner takes minutes for pages that join what was just loaded.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        what = ", ".join(f"{count} {name}" for name, count in added.items() if count)
        self.stdout.write(f"Added {what}." if what else "The record is loaded already: nothing to add.")
