"""The version of what the public sees: a revision for every change, a label for every publication."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from contextvars import ContextVar
from functools import lru_cache
from typing import TypeVar

import pgtrigger
from django.db import connection, models, transaction
from django.utils import timezone

T = TypeVar("T")

ONE_MOMENT: ContextVar[bool] = ContextVar("one_moment", default=False)
"""Whether the transaction that is open only reads, and all of it from one state of the data."""

PAST: ContextVar[datetime.date | None] = ContextVar("past", default=None)
"""The day at whose end the data are seen; None for the present."""


def end_of_past() -> datetime.datetime | None:
    """The first moment after the day that is seen; None where it is the present."""
    day = PAST.get()
    if day is None:
        return None
    return datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), datetime.UTC)


def touches_public_data() -> pgtrigger.Trigger:
    """A trigger for every table that public pages read: any change moves the revision, by whatever way it came.

    Caches and ETags are keyed by the revision, so nothing that shows public data needs to be told of a change.
    """
    return pgtrigger.Trigger(
        name="revision",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="""
            INSERT INTO markets_dataversion (id, revision, changed_at, year, number)
            VALUES (1, 1, now(), extract(year FROM now()), 1)
            ON CONFLICT (id) DO UPDATE SET revision = markets_dataversion.revision + 1, changed_at = now();
            RETURN NULL;
        """,
    )


class DataVersion(models.Model):
    """One row. `revision` counts changes; `year` and `number` make the label that citations carry (`2026.1`)."""

    revision = models.BigIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    year = models.PositiveSmallIntegerField(default=2026)
    number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_data_version")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return f"{self.year}.{self.number}"

    @classmethod
    def current(cls) -> DataVersion:
        """The version that readers see now."""
        return cls.objects.get_or_create(pk=1)[0]

    @classmethod
    def lock(cls) -> DataVersion:
        """The current version. Until the transaction ends, no other one changes public data."""
        cls.current()
        return cls.objects.select_for_update().get(pk=1)

    @classmethod
    @transaction.atomic
    def advance(cls) -> DataVersion:
        """The next label; called by a publication or a withdrawal, in its transaction."""
        version = cls.lock()
        year = timezone.now().year
        version.year, version.number = (
            (year, 1) if year > version.year else (version.year, version.number + 1)
        )
        version.save(update_fields=["year", "number"])
        return version


def once_per_revision(work: Callable[[], T]) -> Callable[[], T]:
    """`work`, which reads public data and takes long, done once for every revision of the data in each process.

    In any other transaction than one that reads one moment it is done each time: what a transaction sees that
    writes may never come to be. Nobody may change what it gives.
    """

    @lru_cache(maxsize=1)  # one revision: what it holds may be large
    def cached(revision: int, changed_at: datetime.datetime) -> T:
        return work()

    def answer() -> T:
        if connection.in_atomic_block and not ONE_MOMENT.get():
            return work()
        current = DataVersion.current()
        return cached(current.revision, current.changed_at)

    return answer
