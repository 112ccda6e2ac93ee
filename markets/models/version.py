"""The version of what the public sees: a revision for every public change, a label for every publication."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, TypeVar
from urllib.parse import unquote

import pgtrigger
from django.contrib.postgres.functions import RandomUUID
from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone

T = TypeVar("T")

version_numbered = Signal()
"""Sent when the data get a number, in the transaction that gives it. `version` is the `DataVersion`."""


@dataclass(frozen=True, slots=True)
class PastState:
    """What an address with `as_of` or `version` shows: all events before `moment`.

    `query` is its parameter (`as_of=2026-11-20`), `label` the last version in it; citations have `name` and `dated`.
    """

    moment: datetime.datetime
    query: str
    label: str
    name: str
    dated: datetime.datetime
    day: datetime.date | None = None

    @property
    def value(self) -> str:
        """The value of its parameter."""
        return unquote(self.query.partition("=")[2])


PAST: ContextVar[PastState | None] = ContextVar("past", default=None)
"""The past state that is shown; None for the present."""


class ConsistentRead:
    """A time in which public data do not change for the reader, and what `once_per_revision` found in it."""

    def __init__(self) -> None:
        self.results: dict[Callable[[], Any], Any] = {}

    @cached_property
    def version(self) -> DataVersion:
        return DataVersion.current()


CONSISTENT_READ: ContextVar[ConsistentRead | None] = ContextVar("consistent_read", default=None)


@contextmanager
def consistent_read() -> Iterator[None]:
    """Yield nothing within it changes public data, or sees a change."""
    token = CONSISTENT_READ.set(ConsistentRead())
    try:
        yield
    finally:
        CONSISTENT_READ.reset(token)


def end_of_past() -> datetime.datetime | None:
    """Return the first moment after the past state that is shown; None for the present."""
    past = PAST.get()
    return past.moment if past else None


CACHED_STATES = 1  # of which `once_per_revision` keeps results: what one holds may be large

CLEAR_CACHES: list[Callable[[], None]] = []  # each empties the cache of one such function

# It counts once per statement, however many rows that changes. A savepoint that rolls back takes the mark with it.
MOVE_REVISION = """
    IF (TG_OP <> 'INSERT' AND ({old})) IS NOT TRUE AND (TG_OP <> 'DELETE' AND ({new})) IS NOT TRUE THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - ARRAY[{unpublished}]::text[]
            IS NOT DISTINCT FROM to_jsonb(NEW) - ARRAY[{unpublished}]::text[] THEN
        RETURN NULL;
    END IF;
    IF current_setting('notorious.counted', true) IS DISTINCT FROM statement_timestamp()::text THEN
        PERFORM set_config('notorious.counted', statement_timestamp()::text, true);
        INSERT INTO markets_dataversion (id, revision, changed_at, year, number)
        VALUES (1, 1, now(), extract(year FROM now()), 0)
        ON CONFLICT (id) DO UPDATE SET revision = markets_dataversion.revision + 1, changed_at = now();
    END IF;
    RETURN NULL;
"""


def touches_public_data(
    public: str, unpublished: tuple[str, ...] = (), *, adding: bool = True
) -> pgtrigger.Trigger:
    """Return a trigger that moves the revision where a public row is added, changed or removed, in whatever way.

    `public` is the SQL condition on `{row}` under which the public sees a row; an update counts if the row
    was or becomes public. A change of `unpublished` columns alone does not count. Caches and ETags are keyed
    by the state that comes with it, so nothing else needs to be invalidated. `adding`: a new row counts.
    """
    columns = ", ".join(f"'{column}'" for column in unpublished)
    body = MOVE_REVISION.replace("{old}", public.replace("{row}", "OLD"))
    changes = pgtrigger.Update | pgtrigger.Delete
    body = body.replace("{new}", public.replace("{row}", "NEW"))
    return pgtrigger.Trigger(
        name="revision",
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | changes if adding else changes,
        func=body.replace("{unpublished}", columns),
    )


def keeps_address(column: str, public: str) -> pgtrigger.Trigger:
    """A trigger that refuses another value of a column that addresses are made of, where `public` holds of the row."""
    return pgtrigger.Trigger(
        name=f"keeps_{column}",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf(column),
        func=f"""
            IF NEW.{column} <> OLD.{column} AND ({public.replace("{row}", "OLD")}) THEN
                RAISE EXCEPTION 'the {column} is part of public addresses: it cannot be changed'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


# Every change of public data moves the revision, so this one trigger sees them all. A change that a trigger makes
# (depth 3: that trigger, the one that moves the revision, this one) follows from an act that was let through.
PERSONS_CHANGE_BY_ACTS = """
    PERFORM set_config('notorious.public_touched', 'yes', true);
    IF pg_trigger_depth() < 3 AND COALESCE(current_setting('notorious.act', true), '') = ''
        AND NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'user' IS NOT NULL
    THEN
        RAISE EXCEPTION 'a person changes public data only by an act that may' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


# The random state is that of one content: another database, or a backup that goes another way, has other ones.
TIME_OF_CHANGE = """
    NEW.state := gen_random_uuid();
    IF NEW.changed_at = now() THEN
        NEW.changed_at := clock_timestamp();
    END IF;
    RETURN NEW;
"""


# At commit: later than all events of the transaction. The lock on the one row keeps those of the next one behind it.
DATE_REVISION = """
    INSERT INTO markets_datedrevision (name, moment)
    SELECT 'v' || year || '.' || number || '+' || revision, clock_timestamp() FROM markets_dataversion WHERE id = 1
    ON CONFLICT (name) DO NOTHING;
    RETURN NULL;
"""


class DatedRevision(models.Model):
    """When each public revision became visible: what was cited between two versions can be shown again."""

    name = models.CharField(max_length=40, primary_key=True, help_text="As citations name it: v2026.1+57")
    moment = models.DateTimeField(help_text="Events before are in it.")

    def __str__(self) -> str:
        return self.name


class DataVersion(models.Model):
    """One row. `revision` counts public changes; `year` and `number` make the label of citations (`v2026.1`).

    Number 0 is a record of which no version was made yet. `state` is random and new with every revision: caches are
    keyed by it. A database that is loaded again may have the same revisions and days, not the same states.
    """

    state = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    revision = models.BigIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    year = models.PositiveSmallIntegerField(default=2026)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_data_version")]
        triggers = [
            pgtrigger.Trigger(
                name="persons_change_by_acts",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("revision"),
                func=PERSONS_CHANGE_BY_ACTS,
            ),
            pgtrigger.Trigger(
                name="time_of_change",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("revision"),
                func=TIME_OF_CHANGE,
            ),
            pgtrigger.Trigger(
                name="date_revision",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("revision"),
                timing=pgtrigger.Deferred,
                func=DATE_REVISION,
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return f"v{self.year}.{self.number}"

    @classmethod
    def current(cls) -> DataVersion:
        """Return the version that readers see now."""
        return cls.objects.get_or_create(pk=1)[0]

    @classmethod
    def lock(cls) -> DataVersion:
        """Return the current version. Until the transaction ends, no other one can change public data."""
        cls.current()
        return cls.objects.select_for_update().get(pk=1)

    @classmethod
    def touch(cls) -> None:
        """Count a public change that no trigger sees: what a row rests on."""
        cls.objects.filter(pk=1).update(revision=models.F("revision") + 1, changed_at=timezone.now())

    @classmethod
    @transaction.atomic
    def advance(cls) -> DataVersion:
        """Number the present data. A publication or a withdrawal calls it last, in its transaction.

        The revision moves: cached pages and files name the version.
        """
        version = cls.lock()
        year = timezone.now().year
        if year > version.year:
            version.year, version.number = year, 0
        version.number, version.revision = version.number + 1, version.revision + 1
        version.save(update_fields=["year", "number", "revision"])
        version_numbered.send(cls, version=version)
        return version

    @classmethod
    @transaction.atomic
    def begin(cls, label: str, dated: datetime.date) -> None:
        """Give the data of the bundled record its own label and date, unless the data have a number already."""
        version = cls.lock()
        if version.number == 0:
            version.year, version.number = (int(part) for part in label.removeprefix("v").split("."))
            version.changed_at = datetime.datetime.combine(dated, datetime.time(), datetime.UTC)
            version.state = uuid.uuid4()
            version.save(update_fields=["year", "number", "changed_at", "state"])
            version_numbered.send(cls, version=version)


def once_per_revision(work: Callable[[], T]) -> Callable[[], T]:
    """Cache `work`, a slow reader of public data, by revision (its `state`) in each process.

    In a consistent read `work` is done at most once. Of a past state nothing is cached beyond that. Callers must not
    change the result.
    """

    @cache
    def results() -> Callable[[uuid.UUID], T]:
        return lru_cache(maxsize=CACHED_STATES)(lambda state: work())

    CLEAR_CACHES.append(results.cache_clear)

    def answer() -> T:
        reading = CONSISTENT_READ.get()
        if reading is None:
            return results()(DataVersion.current().state)
        if work not in reading.results:
            version = None if PAST.get() else reading.version
            reading.results[work] = results()(version.state) if version else work()
        result: T = reading.results[work]
        return result

    return answer
