"""The history of a row as its page in the admin shows it: who, when, why, and what changed."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import models

from markets.admin.field_words import FieldDescriber, FieldWords
from markets.models.history import get_event_model, is_tracked

Parts = Sequence[tuple[type[models.Model], str]]
"""Models whose rows belong to a row, each with the way from it to that row (`point__response`)."""

UNNAMED = "not named: a program, or SQL by hand"
HISTORY_WORDS = {"insert": "added", "update": "changed", "delete": "deleted"}


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One event of one row. `fields`: name, old value, new value; of an added row the new values alone."""

    at: datetime.datetime
    who: str
    action: str
    reason: str
    row: str
    what: str
    fields: tuple[tuple[str, str, str], ...]


def name_person(context: Any, names: dict[int, str]) -> str:
    """Return the user name that an event's context carries, or that there is none."""
    user = context.metadata.get("user") if context else None
    return names.get(user, f"user {user}") if user else UNNAMED


def read_history(row: models.Model, parts: Parts = ()) -> list[HistoryEntry]:
    """Every change of a row and of the rows that belong to it, the latest first: a query for each, and one more."""
    events: list[tuple[type[models.Model], Any]] = []
    wanted = [(type(row), {"pgh_obj_id": row.pk}), *((model, {path: row}) for model, path in parts)]
    for model, which in wanted if is_tracked(type(row)) else ():
        found = get_event_model(model)._default_manager.filter(**which).select_related("pgh_context")
        events += [(model, event) for event in found.order_by("pgh_obj_id", "pgh_id")]
    users = {event.pgh_context.metadata.get("user") for _, event in events if event.pgh_context}
    names = dict(User.objects.filter(pk__in=users - {None}).values_list("pk", "username"))
    return sorted(_read_entries(events, names), key=lambda change: change.at, reverse=True)


def _read_entries(
    events: Iterable[tuple[type[models.Model], Any]], names: dict[int, str]
) -> Iterator[HistoryEntry]:
    before: dict[tuple[type[models.Model], int], Any] = {}
    describer = FieldDescriber()
    for model, event in events:
        context = event.pgh_context.metadata if event.pgh_context else {}
        key = (model, event.pgh_obj_id)
        yield HistoryEntry(
            at=event.pgh_created_at,
            who=name_person(event.pgh_context, names),
            action=str(context.get("action", "")),
            reason=str(context.get("reason", "")),
            row=f"{model._meta.verbose_name} {event.pgh_obj_id}",
            what=HISTORY_WORDS.get(event.pgh_label, event.pgh_label),
            fields=tuple(describe_event(model, before.get(key), event, describer)),
        )
        before[key] = event


def describe_event(
    model: type[models.Model], earlier: Any, event: Any, describer: FieldDescriber
) -> list[FieldWords]:
    """Return the fields in which an event differs from the previous one of its row, with names instead of keys."""
    kept = {field.attname for field in event._meta.concrete_fields}
    changed = []
    for field in model._meta.concrete_fields:
        if field.attname not in kept or field.primary_key:
            continue
        now, was = getattr(event, field.attname), getattr(earlier, field.attname, None)
        if now != was and not (earlier is None and now in ("", [], {})):
            changed.append((field.attname, was, now))
    return describer.describe(model, changed)
