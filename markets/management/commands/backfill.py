"""`manage.py backfill`: all past official reports, from known addresses, archives and mirrors."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from markets.backfill.confirm_copy import confirm_copy
from markets.backfill.fetch_report import find_addresses, use_https
from markets.backfill.publish import NotTwoPeople, find_people, publish_clean_edition
from markets.backfill.result import BackfillResult
from markets.backfill.run import backfill_edition, backfill_folder, find_done, list_files
from markets.curation.refusal import Refusal
from markets.ingest.source_client import get_source_client

FIRST_YEAR, LAST_YEAR = 2010, 2025
YEARS_FORM = "--years takes 2010..2025, 2012,2014 or 2020"
BAR = 32  # characters


def read_years(text: str) -> list[int]:
    """`2010..2025`, `2012,2014`, `2020`, or several of these with commas; either end of a range may come first."""
    years: set[int] = set()
    latest = timezone.now().year
    for part in text.split(","):
        ends = part.strip().split("..")
        if len(ends) > 2 or not all(end.isascii() and end.isdigit() for end in ends):
            raise CommandError(f"{YEARS_FORM}, not {text!r}.")
        first, last = min(map(int, ends)), max(map(int, ends))
        if first < FIRST_YEAR or last > latest:
            raise CommandError(f"{YEARS_FORM}. Years are from {FIRST_YEAR} to {latest}, not {part.strip()}.")
        years.update(range(first, last + 1))
    return sorted(years)


class Command(BaseCommand):
    """Back-fills the official reports."""

    help = (
        "Fetches the official report of each edition, drafts it and compares it with the record. "
        "After an interruption it continues where it stopped. Nothing is published without --publish-clean."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--years", default=f"{FIRST_YEAR}..{LAST_YEAR}", metavar="YEARS")
        parser.add_argument(
            "--from", dest="folder", type=Path, metavar="DIR", help="take the PDFs of a folder"
        )
        parser.add_argument("--dry-run", action="store_true", help="list the addresses without fetching them")
        parser.add_argument("--publish-clean", action="store_true")
        parser.add_argument(
            "--confirm-copies",
            action="store_true",
            help="the editor confirms that the copies from archives and mirrors are USTR's reports",
        )
        parser.add_argument("--editor", default="", metavar="NAME")
        parser.add_argument("--reviewer", default="", metavar="NAME")

    def handle(self, *args: Any, **options: Any) -> None:
        years = read_years(options["years"])
        folder = options["folder"]
        if folder is not None and not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        people = None
        if not options["publish_clean"]:
            for name in ("confirm_copies", "editor", "reviewer"):
                if options[name]:
                    raise CommandError(f"--{name.replace('_', '-')} needs --publish-clean.")
        else:
            try:
                people = find_people(options["editor"], options["reviewer"])
            except NotTwoPeople as refusal:
                raise CommandError(str(refusal)) from None
        if options["dry_run"]:
            self._list_what_would_be_done(years, folder)
            return
        tried = self._run(years, folder)
        # Two files of a folder may be the same edition.
        results = list({result.year: result for result in tried if result}.values())
        if people:
            for result in results:
                if result.progress == "published":
                    continue
                if options["confirm_copies"] and result.copy_host:
                    confirm_copy(result, by=people[0])
                try:
                    published = publish_clean_edition(result, editor=people[0], reviewer=people[1])
                except Refusal as refusal:
                    self.stdout.write(f"{result.year}: not published: {refusal}")
                    continue
                if published:
                    self.stdout.write(f"{result.year}: published.")
                elif result.copy_host:
                    self.stdout.write(
                        f"{result.year}: not published: an editor has to confirm the copy from {result.copy_host}."
                    )
                else:
                    self.stdout.write(f"{result.year}: not published ({result.words}).")
        self._report(results)
        failed = [str(result.year) for result in results if not result.is_done]
        if failed:
            raise CommandError(f"No draft of {', '.join(failed)}.", returncode=1)
        if None in tried:
            raise CommandError("A file of the folder cannot be read or is no List.", returncode=1)

    def _list_what_would_be_done(self, years: list[int], folder: Path | None) -> None:
        if folder is not None:
            for path in list_files(folder):
                self.stdout.write(f"{path.name}: would be read.")
            return
        for year in years:
            if find_done(year, self.stdout.write):
                continue
            addresses = find_addresses(year)
            for address in addresses:
                self.stdout.write(f"{year}: would fetch {use_https(address.url)} ({address.kind})")
            if not addresses:
                self.stdout.write(f"{year}: no address is known.")

    def _run(self, years: list[int], folder: Path | None) -> list[BackfillResult | None]:
        if folder is not None:
            return list(backfill_folder(folder, years, self.stdout.write))
        results: list[BackfillResult | None] = []
        for number, year in enumerate(years, 1):
            results.append(backfill_edition(year, get_source_client(), self.stdout.write))
            self._show_progress(number, len(years))
        return results

    def _show_progress(self, done: int, of: int) -> None:
        if self.stderr.isatty():
            filled = BAR * done // of
            self.stderr.write(
                f"\r[{'#' * filled}{'.' * (BAR - filled)}] {done}/{of}", ending="\n" if done == of else ""
            )

    def _report(self, results: list[BackfillResult]) -> None:
        """Where the record was right, incomplete and wrong."""
        self.stdout.write("Edition  right  incomplete by  wrong in")
        for result in results:
            figures = result.figures
            if figures:
                wrong = len(figures["contradicted"])
                self.stdout.write(f"{result.year:<9}{figures['confirmed']:<7}{figures['added']:<15}{wrong}")
