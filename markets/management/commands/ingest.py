"""`manage.py ingest FILE-OR-URL [--edition YEAR]`: the whole path of a report up to draft."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from markets.ingest.drafting import WrongYear
from markets.ingest.fetch import Client, NotFetched
from markets.ingest.pages import Unreadable
from markets.ingest.pages.limits import MAX_BYTES
from markets.ingest.pipeline import ingest_snapshot, store_snapshot
from markets.ingest.sources.reader import REPORT_HOSTS
from markets.models import Reading, Snapshot


class Command(BaseCommand):
    """Takes a report in."""

    help = "Stores a report (a file or an address), reads and checks it, and makes a draft. Nothing public changes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file_or_url", metavar="FILE-OR-URL")
        parser.add_argument("--edition", type=int, metavar="YEAR", help="refuse a report of another year")

    def handle(self, *args: Any, file_or_url: str, edition: int | None, **options: Any) -> None:
        snapshot = self._stored(file_or_url)
        try:
            reading = ingest_snapshot(snapshot, year=edition, tell=self.stdout.write)
        except WrongYear as refusal:
            raise CommandError(str(refusal), returncode=2) from None
        if reading.state == Reading.State.REFUSED:
            raise CommandError(reading.sentence, returncode=2)
        for problem in reading.problems:
            self.stderr.write(f"Problem: {problem}")

    def _stored(self, file_or_url: str) -> Snapshot:
        """Return the snapshot of a file or of an address, whatever is in it."""
        if "://" in file_or_url:
            try:
                client = Client(contact=settings.FETCHER_CONTACT)
                got = client.fetch(file_or_url, allowed=REPORT_HOSTS, cap=MAX_BYTES)
            except NotFetched as refusal:
                raise CommandError(str(refusal), returncode=2) from None
            self.stdout.write(f"Fetched: {got.final_url}.")
            came: dict[str, Any] = {"url": got.final_url, "status": got.status, "headers": dict(got.headers)}
            content = got.content or b""
        else:
            path = Path(file_or_url)
            try:
                size = path.stat().st_size
                if size > MAX_BYTES:
                    raise Unreadable(f"The file is larger than {MAX_BYTES // 2**20} MB.")
                content = path.read_bytes()
            except (OSError, Unreadable) as refusal:
                reason = refusal.strerror if isinstance(refusal, OSError) else str(refusal)
                raise CommandError(f"{file_or_url}: {reason}", returncode=2) from None
            came = {"file_name": path.name}
        snapshot = store_snapshot(content, **came)
        self.stdout.write(f"Stored: {snapshot.size} bytes, sha256 {snapshot.sha256[:12]}….")
        return snapshot
