"""The version of what the public sees: a revision for every public change, a label for every publication."""

from __future__ import annotations

import datetime
import uuid

import pgtrigger
from django.contrib.postgres.functions import RandomUUID
from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone

from markets.models.public_data import PERSONS_CHANGE_BY_ACTS

version_numbered = Signal()
"""Sent when the data get a number, in the transaction that gives it. `version` is the `DataVersion`."""


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
