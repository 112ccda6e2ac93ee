"""`manage.py reparse (--all | SHA256 …) [--dry-run]`: what the current parser makes of the stored reports."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from markets.ingest.parser_effect import compare_outputs
from markets.ingest.parser_version import parser_version
from markets.ingest.pipeline import ingest_snapshot, preview_report
from markets.models import Reading, Snapshot


class Command(BaseCommand):
    """Shows, and on request drafts, the effect of a parser that became better."""

    help = "Compares what the current parser reads with what was read before. Nothing public changes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sha256", nargs="*", help="the beginning of a document's sha256")
        parser.add_argument("--all", action="store_true", help="every document that was read")
        parser.add_argument("--dry-run", action="store_true", help="show the effect and draft nothing")

    def handle(self, *args: Any, sha256: list[str], dry_run: bool, **options: Any) -> None:
        if bool(sha256) == options["all"]:
            raise CommandError(
                "Name documents by the beginning of their sha256, or pass --all.", returncode=2
            )
        snapshots = Snapshot.objects.filter(readings__isnull=False).distinct()
        for each in sha256:
            if not snapshots.filter(sha256__startswith=each).exists():
                raise CommandError(
                    f"No document that was read has a sha256 that begins with “{each}”.", returncode=1
                )
        if sha256:
            snapshots = Snapshot.objects.none().union(
                *(snapshots.filter(sha256__startswith=each) for each in sha256)
            )
        for snapshot in snapshots.order_by("stored_at"):
            self._one(snapshot, dry_run)

    def _one(self, snapshot: Snapshot, dry_run: bool) -> None:
        """The effect on one snapshot, and a new draft where there is one."""
        before = snapshot.readings.exclude(parser_version=parser_version()).order_by("-read_at").first()
        seen = preview_report(bytes(snapshot.content))
        if before is None:
            self.stdout.write(f"{snapshot}: read by the current parser only.")
            return
        if seen.parsed is None or before.parsed is None:
            then = before.sentence if before.parsed is None else "it was read"
            now = seen.sentence if seen.parsed is None else "it is read"
            self.stdout.write(f"{snapshot}: before: {then}; now: {now}")
            changed = (seen.parsed is None) != (before.parsed is None)
        else:
            found = compare_outputs(before.parsed, seen.parsed)
            changed = not found.nothing
            self.stdout.write(f"{snapshot}, the {seen.parsed['edition']['year']} List: {found}.")
            for name in found.added:
                self.stdout.write(f"  + {name}")
            for name, fields in found.changed:
                self.stdout.write(f"  ~ {name}: {', '.join(fields)}")
            for name in found.dropped:
                self.stdout.write(f"  - {name}")
            for name in found.edition:
                self.stdout.write(f"  ~ the edition's {name}")
        if changed and not dry_run:
            reading = ingest_snapshot(snapshot, tell=lambda line: self.stdout.write(f"  {line}"))
            if reading.state == Reading.State.REFUSED:
                self.stdout.write(f"  {reading.sentence}")
