"""Brings a table in line with its bundled rows, and leaves alone what a person or a report has changed."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import DataError, IntegrityError, InternalError, models, transaction
from django.utils import timezone

from markets.models.history import get_event_model
from markets.record.rows import RecordRefused, Values

RECORD_REASON = "the bundled record"
"""How the reason of each of our changes in the history begins; the record's version follows."""

REFUSALS = (IntegrityError, DataError, InternalError)
"""What the database raises for a row: a rule that it breaks, a value that does not fit, a trigger's own sentence."""
UNIQUE_DETAIL = re.compile(r"Key \((?P<names>.*?)\)=\((?P<values>.*)\) already exists")
"""How PostgreSQL says which values are taken."""

Key = tuple[Any, ...]


@dataclass
class TableOutcome:
    """What happened to one table."""

    name: str
    added: int = 0
    changed: int = 0
    left: int = 0
    withdrawn: int = 0

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.added} added, {self.changed} changed, {self.left} left alone, "
            f"{self.withdrawn} withdrawn"
        )


@dataclass
class TableSync:
    """How the rows of one model follow the record.

    `key`: the fields that identify a row. `keep`: fields that are set once and never follow. `retire` and
    `restore`: the values that withdraw a row and bring it back; the time of its withdrawal, unless stated.
    `frozen`: rows that never change. `blocked`: keys that are not added, which are those that are taken, unless
    stated.
    """

    name: str
    model: type[models.Model]
    key: tuple[str, ...]
    retire: Callable[[], Values] | None = None
    restore: Values = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    frozen: Callable[[Any], bool] = lambda row: False
    parts: tuple[tuple[type[models.Model], str], ...] = ()
    blocked: Collection[Key] | None = None

    def __post_init__(self) -> None:
        if self.retire is None and any(field.name == "withdrawn_at" for field in self.model._meta.fields):
            self.retire, self.restore = (lambda: {"withdrawn_at": timezone.now()}), {"withdrawn_at": None}

    def run(self, wanted: Iterable[Values]) -> TableOutcome:
        """Add, change and withdraw rows. Nine queries at most, whatever the number of rows."""
        outcome, rows = TableOutcome(self.name), self.model._default_manager.order_by()
        ours = find_record_rows(self.model, self.key)
        touched = find_touched_rows(self.model, self.parts)
        taken = set(rows.values_list(*self.key)) if self.blocked is None else self.blocked
        existing = {ours[row.pk]: row for row in rows if row.pk in ours}
        new, changed = [], []
        fields: set[str] = set()
        seen: set[Key] = set()
        for values in wanted:
            key = tuple(values[name] for name in self.key)
            if key in seen:
                raise RecordRefused(f"{self.name}: two rows have {self._name_row(self.model(**values))}.")
            seen.add(key)
            row = existing.get(key)
            if row is None:
                if key in taken:
                    outcome.left += 1
                else:
                    new.append(self.model(**values))
                continue
            differing = self._find_differences(row, values)
            if not differing:
                continue
            if row.pk in touched or self.frozen(row):
                outcome.left += 1
                continue
            for name, value in differing.items():
                setattr(row, name, value)
            fields |= differing.keys()
            changed.append(row)
        outcome.added, outcome.changed = len(new), len(changed)
        gone = [row for key, row in existing.items() if key not in seen and self._is_active(row)]
        retired = [row for row in gone if row.pk not in touched and not self.frozen(row)]
        if self.retire is not None and retired:
            values = self.retire()
            for row in retired:
                for name, value in values.items():
                    setattr(row, name, value)
            self._write(retired, lambda rows: self.model._default_manager.bulk_update(rows, list(values)))
            outcome.withdrawn = len(retired)
            outcome.left += len(gone) - len(retired)
        if changed:
            self._write(changed, lambda rows: self.model._default_manager.bulk_update(rows, sorted(fields)))
        if new:
            self._write(new, self.model._default_manager.bulk_create)
        return outcome

    def _write(self, rows: Sequence[Any], write: Callable[[Sequence[Any]], object]) -> None:
        """Write all rows at once. Where the database refuses one, raise RecordRefused, which names it."""
        try:
            with transaction.atomic():
                write(rows)
        except REFUSALS as refusal:
            for row in rows:
                try:
                    with transaction.atomic():
                        write([row])
                except REFUSALS as reason:
                    said = f"{self.name}: the row with {self._name_row(row)} cannot be loaded"
                    raise RecordRefused(f"{said}: {self._explain(reason)}.") from reason
            raise RecordRefused(f"{self.name}: {self._explain(refusal)}.") from refusal

    def _name_row(self, row: models.Model) -> str:
        """Return the values that identify a row: `slug “taobao”`."""
        names = [self.model._meta.get_field(name).name for name in self.key]
        return ", ".join(f"{name} “{getattr(row, name)}”" for name in names)

    def _explain(self, refusal: Exception) -> str:
        """Return why the database refuses a row; where a value is taken, by which row."""
        said = getattr(refusal.__cause__, "diag", None)
        taken = UNIQUE_DETAIL.match(getattr(said, "message_detail", None) or "")
        if taken is None:
            return getattr(said, "message_primary", None) or str(refusal).splitlines()[0]
        names, values = taken["names"].split(", "), taken["values"].split(", ")
        at = dict(zip(names, values, strict=False))
        other = self.model._default_manager.filter(**at).first() if len(names) == len(values) else None
        by = f" by the row with {self._name_row(other)}" if other else ""
        return f"{taken['names']} “{taken['values']}” is taken{by}"

    def _find_differences(self, row: models.Model, values: Values) -> Values:
        wanted = {**values, **self.restore}
        return {
            name: value
            for name, value in wanted.items()
            if name not in self.keep and getattr(row, name) != value
        }

    def _is_active(self, row: models.Model) -> bool:
        return self.retire is not None and all(
            getattr(row, name) == value for name, value in self.restore.items()
        )


def find_record_rows(model: type[models.Model], key: tuple[str, ...]) -> dict[int, Key]:
    """Return the rows that the bundled record added: {primary key: the values of `key` that it gave the row}.

    A person may move a row since, to a market that was split off: it is the same row of the record.
    """
    events = get_event_model(model)._default_manager
    added = events.filter(pgh_label="insert", pgh_context__metadata__reason__startswith=RECORD_REASON)
    return {pk: tuple(values) for pk, *values in added.values_list("pgh_obj_id", *key)}


def find_touched_rows(
    model: type[models.Model], parts: Iterable[tuple[type[models.Model], str]] = ()
) -> set[int]:
    """Return the keys of the rows that a person changed, or a part of which a person changed."""
    found = set(_person_events(model).values_list("pgh_obj_id", flat=True))
    for part, path in parts:
        rows = part._default_manager.filter(pk__in=_person_events(part).values("pgh_obj_id"))
        found |= set(rows.values_list(path, flat=True))
    return found


def _person_events(model: type[models.Model]) -> models.QuerySet[Any]:
    events = get_event_model(model)._default_manager
    return events.filter(pgh_context__metadata__has_key="user").order_by()
