"""Files of whole tables, written ahead of their readers for each state of the data, in pieces in the database.

There every process that serves has them; a reader takes one piece after the other and holds nothing open between.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from markets.models import DataVersion, Market
from markets.tables.columns import Table
from markets.tables.scope import Scope
from markets.tables.writer import Lines, Profile, both_profiles, parts
from markets.views.by_name import is_large
from notorious.exports.pieces import Storing
from notorious.exports.places import Place, Placing
from notorious.models import PreparedFile, PreparedPiece, PreparedPlaces
from notorious.tables import ALL
from notorious.tables.files import form_of
from notorious.tables.marks import Marking
from notorious.tables.state import current_scope, one_state

LARGE = 4_000_000  # bytes: a smaller file is written while its reader waits, where none is ready
QUIET = datetime.timedelta(seconds=5)
QUIET_IF_LARGE = datetime.timedelta(minutes=5)
ABSENCES_AT_MOST = 50_000  # markets: a row for each in every edition would be millions
LOCK = 0x6E6F746F73  # one process prepares at a time
FORMS = (("csv", Profile.RAW), ("csv", Profile.EXCEL), ("json", Profile.RAW))


def file_name(table: str, extension: str, profile: Profile, absences: bool) -> str:
    """`timeline-absences-excel.csv`: under this name a file is prepared."""
    return (
        f"{table}{'-absences' if absences else ''}{'-excel' if profile is Profile.EXCEL else ''}.{extension}"
    )


def prepare_due(now: datetime.datetime | None = None) -> int:
    """Writes the files that are not there for the present state, a table at a time; returns how many.

    While changes still come it waits, longer where there is much to write. Twice is once.
    """
    since = (now or timezone.now()) - DataVersion.current().changed_at
    if since < QUIET:
        return 0
    count, marking = 0, Marking()
    for table in ALL:
        for absences in (False, True) if "absences" in table.options else (False,):
            large = PreparedFile.objects.filter(name__in=_names(table, absences), size__gt=LARGE).exists()
            if not large or since >= QUIET_IF_LARGE:
                count += prepare(table, absences, marking)
    remove_replaced(now or timezone.now())
    return count


def _names(table: Table, absences: bool) -> list[str]:
    return [file_name(table.name, extension, profile, absences) for extension, profile in FORMS]


def shape_of(table: Table) -> str:
    """A hash of its columns: files of the same data with other columns are other files."""
    return hashlib.sha256(" ".join(table.header).encode()).hexdigest()[:16]


def has_absences() -> bool:
    """Whether the timeline is also written with a row for each edition that does not list a market."""
    return not Market.objects.order_by("pk")[ABSENCES_AT_MOST : ABSENCES_AT_MOST + 1].exists()


def prepare(table: Table, absences: bool = False, marking: Marking | None = None) -> int:
    """The files of one table, from one state, seen all at once when all are written. Returns how many.

    Of a large record it is also written where each row stands. `marking` may know the marks of the markets.
    """
    with one_state(writing=True):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                return 0
        if absences and not has_absences():
            return 0
        scope = current_scope(absences)
        names = _names(table, absences)
        before = PreparedFile.objects.filter(name__in=names, replaced_at=None)
        if before.filter(revision=scope.revision, version=scope.version, shape=shape_of(table)).exists():
            return 0
        before.update(replaced_at=timezone.now())
        forms = [form_of(table, scope, extension, profile) for extension, profile in FORMS]
        files = [_begun(name, form, scope, shape_of(table)) for name, form in zip(names, forms, strict=True)]
        marked = is_large() and not absences
        placing = Placing(files[0].row, (marking or Marking()).of(table, scope)) if marked else None
        row_count = 0
        for part in parts(table.rows(scope)):
            row_count += len(part)
            texts = (*both_profiles(table.columns, part), files[-1].form.lines(part))
            places = [file.add_rows(lines) for file, lines in zip(files, texts, strict=True)]
            if placing:
                placing.add(part, zip(*places, strict=True))
        if placing:
            placing.end()
        for file in files:
            file.end(row_count)
    return len(files)


@dataclass(slots=True)
class _Writing:
    """A file on its way into the database."""

    row: PreparedFile
    form: Lines
    stored: Storing
    at: int = 0
    has_rows: bool = False

    def add(self, content: bytes) -> None:
        self.stored.add(content)
        self.at += len(content)

    def add_rows(self, lines: Sequence[str]) -> list[Place]:
        """Writes them; returns where each stands."""
        between = self.form.between.encode()
        if self.has_rows:
            self.add(between)
        rows, at, places = [line.encode() for line in lines], self.at, []
        for row in rows:
            places.append((at, len(row)))
            at += len(row) + len(between)
        self.add(between.join(rows))
        self.has_rows = True
        return places

    def end(self, row_count: int) -> None:
        self.add(self.form.foot().encode())
        self.stored.end()
        self.row.size = self.stored.size
        self.row.row_count = row_count
        self.row.sha256 = self.stored.digest.digest()
        self.row.save()


def _begun(name: str, form: Lines, scope: Scope, shape: str) -> _Writing:
    about = {"revision": scope.revision, "version": scope.version, "changed_at": scope.changed_at}
    row = PreparedFile.objects.create(name=name, shape=shape, row_count=0, size=0, sha256=b"", **about)
    file = _Writing(row, form, Storing(PreparedFile.pieces.field, row.pk))
    file.add(form.head().encode())
    return file


def remove_replaced(now: datetime.datetime) -> None:
    """Forgets files that were replaced so long ago that the slowest of their readers has ended."""
    for row in PreparedFile.objects.filter(replaced_at__isnull=False):
        if now - row.replaced_at > _grace(row.size):  # type: ignore[operator]
            with transaction.atomic():
                PreparedPiece.objects.filter(file=row).delete()
                PreparedPlaces.objects.filter(file=row).delete()
                row.delete()


def _grace(size: int) -> datetime.timedelta:
    """Ten minutes, and what it takes at 20 kB/s."""
    return datetime.timedelta(minutes=10, seconds=size / 20_000)
