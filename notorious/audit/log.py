"""The acts of the history, newest first, each with the rows that it changed."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.urls import NoReverseMatch, reverse
from pghistory.models import Context

from markets.admin.field_words import FieldDescriber, FieldWords, name_rows
from markets.admin.history import HISTORY_WORDS, describe_event
from markets.curation.row_changes import name_past_row
from markets.models import Citation, ProposedChange
from markets.models.history import get_event_model

ROWS_PER_ACT = 30
"""How many rows of an act are shown; loading the record changes thousands."""


@dataclass(frozen=True, slots=True)
class AuditChange:
    """One row that an act added, changed or deleted. `address`: its page at the desk."""

    what: str
    kind: str
    title: str
    address: str
    fields: list[FieldWords]


@dataclass(slots=True)
class AuditEntry:
    """One act. `more`: how many rows are not shown."""

    at: datetime.datetime
    who: str
    act: str
    reason: str
    proposed_by: str
    citation: Citation | None = None
    changes: list[AuditChange] = field(default_factory=list)
    more: int = 0

    @property
    def rows(self) -> int:
        """How many rows the act changed, with those that are not shown."""
        return len(self.changes) + self.more


def list_audited() -> list[type[Model]]:
    """Return the models whose rows have a history."""
    events = (model for model in apps.get_models() if hasattr(model, "pgh_tracked_model"))
    return [model.pgh_tracked_model for model in events]


def find_acts(
    person: int | None = None, day: datetime.date | None = None, table: str = "", row: int | None = None
) -> QuerySet[Context]:
    """Return the contexts of the history that match, newest first."""
    acts = Context.objects.order_by("-created_at", "pk")
    if person is not None:
        acts = acts.filter(metadata__user=person)
    if day is not None:
        acts = acts.filter(created_at__date=day)
    if table:
        events: Any = get_event_model(apps.get_model(table))._default_manager.order_by()
        if row is not None:
            events = events.filter(pgh_obj_id=row)
        acts = acts.filter(pk__in=events.values("pgh_context_id"))
    return acts


def read_acts(acts: Sequence[Context], limit: int | None = ROWS_PER_ACT) -> list[AuditEntry]:
    """Return the acts with their changes, at most `limit` rows each."""
    people = {each.metadata.get(key) for each in acts for key in ("user", "proposed_by")} - {None}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "username"))
    proposals = {each.metadata.get("proposal") for each in acts} - {None}
    cited = ProposedChange.objects.filter(pk__in=proposals).select_related("citation")
    citations = {change.pk: change.citation for change in cited}
    entries = {
        each.pk: AuditEntry(
            at=each.created_at,
            who=names.get(each.metadata.get("user"), "a program"),
            act=str(each.metadata.get("action") or each.metadata.get("url") or ""),
            reason=str(each.metadata.get("reason") or ""),
            proposed_by=names.get(each.metadata.get("proposed_by"), ""),
            citation=citations.get(each.metadata.get("proposal")),
        )
        for each in acts
    }
    describer = FieldDescriber()
    for model in list_audited():
        found: Any = get_event_model(model)._default_manager.filter(pgh_context_id__in=list(entries))
        _add_changes(model, found.order_by("pgh_id"), entries, describer, limit)
    return list(entries.values())


def _add_changes(
    model: type[Model],
    found: QuerySet[Any],
    entries: dict[Any, AuditEntry],
    describer: FieldDescriber,
    limit: int | None,
) -> None:
    shown: dict[Any, list[Any]] = defaultdict(list)
    for event in found:
        if (
            limit is None
            or len(entries[event.pgh_context_id].changes) + len(shown[event.pgh_context_id]) < limit
        ):
            shown[event.pgh_context_id].append(event)
        else:
            entries[event.pgh_context_id].more += 1
    events = [event for own in shown.values() for event in own]
    if not events:
        return
    keys = {event.pgh_obj_id for event in events}
    earlier = dict(_pair_with_earlier(model, keys))
    describer.look_up(model, [*events, *filter(None, earlier.values())])
    titles = name_rows(model, keys)
    for event in events:
        entries[event.pgh_context_id].changes.append(
            AuditChange(
                what=HISTORY_WORDS.get(event.pgh_label, event.pgh_label),
                kind=str(model._meta.verbose_name),
                title=titles.get(event.pgh_obj_id) or name_past_row(model, event),
                address=_find_address(model, event.pgh_obj_id) if event.pgh_obj_id in titles else "",
                fields=describe_event(model, earlier.get(event.pgh_id), event, describer),
            )
        )


def _pair_with_earlier(model: type[Model], keys: set[int]) -> Iterator[tuple[int, Any]]:
    """Yield each event of these rows with the previous one of its row."""
    before: Any = None
    events: Any = get_event_model(model)._default_manager.filter(pgh_obj_id__in=keys)
    for event in events.order_by("pgh_obj_id", "pgh_id"):
        same = before is not None and before.pgh_obj_id == event.pgh_obj_id
        yield event.pgh_id, before if same else None
        before = event


def _find_address(model: type[Model], pk: int) -> str:
    try:
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk])
    except NoReverseMatch:
        return ""
