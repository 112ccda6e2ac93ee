"""`manage.py load_record`: brings the database in line with the bundled record; idempotent."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from markets.models import DataVersion
from markets.record.load import load_markets_record
from markets.record.rows import RecordRefused, record_version
from markets.record.sync import RECORD_REASON, REFUSALS
from markets.system_acts import system_act
from responses.record.load import load_responses_record, read_sources

AFTER_REFUSAL = "Nothing was loaded. Correct that, and load again."


class Command(BaseCommand):
    """Loads the bundled record."""

    help = (
        "Brings the database in line with the bundled record. Rows that a person changed or an official "
        "report confirmed are left alone."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything or nothing. Raise CommandError, in one sentence, for a row that cannot be loaded."""
        try:
            self._load()
        except RecordRefused as refused:
            raise CommandError(f"{refused} {AFTER_REFUSAL}") from refused
        except KeyError as missing:
            raise CommandError(f"A file of the record lacks {missing}. {AFTER_REFUSAL}") from missing

    def _load(self) -> None:
        label, dated = record_version()
        with transaction.atomic(), system_act("load record", reason=f"{RECORD_REASON} {label}"):
            self.stdout.write("Loading editions, markets and listings …")
            outcomes = load_markets_record(read_sources())
            self.stdout.write("Loading responses and nominations …")
            outcomes = [*outcomes, *load_responses_record()]
            self.stdout.write("Checking the record …")
            DataVersion.begin(label, dated)
            try:
                connection.check_constraints()  # what the record states falsely is refused here
            except REFUSALS as refused:
                sentence = str(refused).splitlines()[0]
                raise RecordRefused(f"The record contradicts itself: {sentence}.") from refused
        if any(outcome.added or outcome.changed or outcome.withdrawn for outcome in outcomes):
            # Without statistics the planner takes minutes for pages that join what was just loaded.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        for outcome in outcomes:
            self.stdout.write(str(outcome))
