"""One state of the database, and its version."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from markets.models import DataVersion
from markets.models.version import ONE_MOMENT, PAST
from markets.tables.scope import Scope
from notorious.models import ArchivedVersion


@contextmanager
def one_state(writing: bool = False) -> Iterator[None]:
    """A transaction that sees one state of the database from its first query to its last.

    It only reads, unless `writing`: what is written then must be nothing that the public sees.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                mode = "READ WRITE" if writing else "READ ONLY"
                cursor.execute(f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, {mode}")
        reading = ONE_MOMENT.set(outermost or ONE_MOMENT.get())
        try:
            yield
        finally:
            ONE_MOMENT.reset(reading)


def current_scope(absences: bool = False) -> Scope:
    """All rows of the present version, or of the past day that is shown: two queries."""
    version, past = DataVersion.current(), PAST.get()
    if past:
        return _past_scope(version, past, absences)
    archived = ArchivedVersion.objects.filter(label=version.label).values_list("revision", flat=True).first()
    name = name_of(version.label, version.revision, archived)
    return Scope(version.label, name, version.revision, version.changed_at, absences)


def name_of(label: str, revision: int, archived: int | None) -> str:
    """What citations call a state: `2026.1`, or `2026.1+57` where the data have changed since it was archived."""
    return label if archived in (None, revision) else f"{label}+{revision}"


def _past_scope(version: DataVersion, past: datetime.date, absences: bool) -> Scope:
    """`2026.1@2026-11-20`: the last version archived by the end of that day, and the day, since changes may have
    followed. Before the first it is the day alone."""
    archived = (
        ArchivedVersion.objects.filter(changed_at__date__lte=past)
        .order_by("-revision")
        .values_list("label", flat=True)
    )
    label = archived.first()
    return Scope(version.label, f"{label or ''}@{past}", version.revision, version.changed_at, absences)
