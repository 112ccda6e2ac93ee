"""Changes of public data: one person proposes, an editor decides; an editor's own correction needs a reason."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pghistory
from django.contrib.auth.models import User
from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone

from markets.curation.refusal import Refusal, action, ask_others, public_act
from markets.curation.row_changes import (
    FieldChanges,
    RowChange,
    apply_fields,
    compare_values,
    find_field,
    get_column,
    plan_withdrawal,
    to_plain,
    to_python,
)
from markets.models import Citation, ProposedChange
from markets.postgres_function import call_function

DECIDE = "markets.decide_proposedchange"
PROPOSE = "markets.add_proposedchange"

row_changed = Signal()
"""Sent after a proposed change was applied, in its transaction: `row`, and `by`, the editor."""

State = ProposedChange.State

NO_REASON = "Give a reason. The history keeps it, and readers of the corrections see it."


@action(PROPOSE)
def propose_change(
    row: models.Model,
    values: Mapping[str, Any],
    *,
    reason: str,
    citation: Citation | None = None,
    by: User,
) -> ProposedChange:
    """Propose new values of a row, or a new row. Nothing changes before an editor decides.

    Raises Refusal without a reason, without a change, and for values that the record does not allow.
    """
    adds = row.pk is None
    if adds:
        for name, value in values.items():
            setattr(row, name, value)
        sequence = call_function("pg_get_serial_sequence", row._meta.db_table, "id")
        pk = call_function("nextval", sequence)  # a key that no other row will be given
        fields = {
            field.attname: [None, to_plain(getattr(row, field.attname))]
            for field in row._meta.concrete_fields
            if not field.primary_key and not field.generated
        }
    else:
        pk, fields = row.pk, compare_values(row, values)
    change = RowChange(type(row), pk, str(row)[:300], adds, fields)
    if not reason.strip():
        raise Refusal(NO_REASON)
    was_public = not adds and is_public_row(change.model, pk)
    return _keep_proposal(change, _try_change(change, citation) and not was_public, reason, citation, by)


@action(PROPOSE)
def propose_form(
    changes: Iterable[RowChange],
    *,
    publishes: bool,
    reason: str,
    citation: Citation | None = None,
    by: User,
) -> list[ProposedChange]:
    """Propose the changes of a form; an editor's own correction is accepted at once. Raise Refusal.

    `publishes`: the form would make public what is not.
    """
    proposed = [_keep_proposal(each, publishes or each.adds, reason, citation, by) for each in changes]
    if by.has_perm(DECIDE) and not any(each.publishes for each in proposed):
        return [accept_change(each, by=by) for each in proposed]
    return proposed


def _try_change(change: RowChange, citation: Citation | None) -> bool:
    """Whether readers would see the change. Nothing of the trial stays. Raises Refusal for what is not allowed."""
    with transaction.atomic():
        with public_act("try change"):
            watch_public()
            apply_fields(change.model, change.pk, change.adds, change.fields, citation)
            touched = is_public_touched()
        transaction.set_rollback(True)
    return touched


def watch_public() -> None:
    """From here on `is_public_touched` tells what follows."""
    call_function("set_config", "notorious.public_touched", "", True)


def is_public_touched() -> bool:
    """Return whether public data changed since `watch_public`, in this transaction."""
    return bool(call_function("current_setting", "notorious.public_touched", True) == "yes")


def _keep_proposal(
    change: RowChange, publishes: bool, reason: str, citation: Citation | None, by: User
) -> ProposedChange:
    meta = change.model._meta
    if not by.has_perm(f"{meta.app_label}.{'add' if change.adds else 'change'}_{meta.model_name}"):
        raise Refusal(f"Your role does not let you change a {meta.verbose_name}.")
    if not reason.strip():
        raise Refusal(NO_REASON)
    if not change.fields:
        raise Refusal("Nothing was changed.")
    return ProposedChange.objects.create(
        table=meta.label_lower,
        row=change.pk,
        title=change.title,
        adds=change.adds,
        publishes=publishes,
        fields=change.fields,
        reason=reason.strip(),
        citation=citation,
        proposed_by=by,
    )


def is_public_row(model: type[models.Model], pk: int) -> bool:
    """Return whether readers see the row; a model that does not say counts as public."""
    manager: Any = model._default_manager
    if not hasattr(manager, "public"):
        return True
    return bool(manager.public().filter(pk=pk).exists())


@action(DECIDE, public=True)
def accept_change(
    change: ProposedChange, *, edits: Mapping[str, Any] | None = None, note: str = "", by: User
) -> ProposedChange:
    """Apply a proposed change, with other values where the editor edits them. Raise Refusal.

    A change that makes something public needs a second person. One whose row was changed meanwhile is refused.
    """
    change = _lock_open(change)
    if change.publishes and change.proposed_by_id == by.pk:
        ask = ask_others(DECIDE, {by.pk})
        raise Refusal(f"You proposed this, and it makes something public: another editor accepts it. {ask}")
    fields: FieldChanges = dict(change.fields)
    for name, value in (edits or {}).items():
        column = get_column(change.model, name)
        before = fields[column][0] if column in fields else to_plain(getattr(change.find_row(), column, None))
        fields[column] = [before, to_plain(getattr(value, "pk", value))]
    with pghistory.context(reason=change.reason, proposal=change.pk, proposed_by=change.proposed_by_id):
        row = apply_fields(change.model, change.row, change.adds, fields, change.citation)
        if change.citation and hasattr(row, "citations"):
            row.citations.add(change.citation)
        row_changed.send(type(row), row=row, by=by)
    change.fields = fields
    return _decide(change, State.ACCEPTED, note, by)


@action(DECIDE)
def reject_change(change: ProposedChange, *, note: str, by: User) -> ProposedChange:
    """Reject a proposed change, with a reason. Raise Refusal."""
    if not note.strip():
        raise Refusal("Say why the change is rejected: the person who proposed it reads it.")
    return _decide(_lock_open(change), State.REJECTED, note, by)


@action(PROPOSE)
def take_back_change(change: ProposedChange, *, by: User) -> ProposedChange:
    """Withdraw one's own proposed change. Raise Refusal."""
    change = _lock_open(change)
    if change.proposed_by_id != by.pk:
        raise Refusal("Only the person who proposed a change can take it back.")
    return _decide(change, State.REJECTED, "taken back", by)


def explain_proposal(change: ProposedChange) -> str:
    """Return what a person reads who has just proposed a change: who decides it."""
    but = {change.proposed_by_id} if change.publishes else set()
    return f"Proposed: {change.title}. Nothing has changed yet. {ask_others(DECIDE, but)}"


def decide_several(
    act: Callable[..., ProposedChange], changes: Iterable[ProposedChange], **options: Any
) -> tuple[list[ProposedChange], list[str]]:
    """Runs `act` for each, oldest first, each in its own transaction. Returns what was done and what refused."""
    done, refused = [], []
    for change in sorted(changes, key=lambda each: each.pk):
        try:
            done.append(act(change, **options))
        except Refusal as refusal:
            refused.append(f"{change.title}: {refusal}")
    return done, refused


def correct_row(row: models.Model, values: Mapping[str, Any], *, reason: str, by: User) -> ProposedChange:
    """Propose new values, and accepts them at once where `by` may: an editor, of a row that is public already."""
    with transaction.atomic():
        change = propose_change(row, values, reason=reason, by=by)
        if change.publishes or not by.has_perm(DECIDE):
            return change
        return accept_change(change, by=by)


def withdraw_row(row: models.Model, *, reason: str, by: User) -> ProposedChange:
    """Take a row from readers, with a reason; its history stays. Raises Refusal."""
    return correct_row(row, plan_withdrawal(row), reason=reason, by=by)


def restore_withdrawn_row(row: models.Model, *, reason: str, by: User) -> ProposedChange:
    """Bring a row back that has the date of its withdrawal. Raises Refusal."""
    return correct_row(row, {"withdrawn_at": None}, reason=reason, by=by)


def undo_change(change: ProposedChange, *, reason: str, by: User) -> ProposedChange:
    """Put back what was before an accepted change; a row that it added is withdrawn. Raises Refusal."""
    row = change.find_row()
    if change.state != State.ACCEPTED or row is None:
        raise Refusal("Only an accepted change can be undone.")
    if change.adds:
        return withdraw_row(row, reason=reason, by=by)
    for name, (_, after) in change.fields.items():
        field = find_field(change.model, name)
        if getattr(row, name) != (None if after is None else to_python(field, after)):
            raise Refusal("The row was changed again since: undo the later change first.")
    before = {name: was for name, (was, _) in change.fields.items()}
    return correct_row(row, before, reason=reason, by=by)


def _lock_open(change: ProposedChange) -> ProposedChange:
    row = ProposedChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if row.state != State.PROPOSED:
        raise Refusal(f"“{row}” is {row.get_state_display()} already.")
    return row


def _decide(change: ProposedChange, state: State, note: str, by: User) -> ProposedChange:
    change.state, change.note = state, note.strip()
    change.decided_by, change.decided_at = by, timezone.now()
    change.save(update_fields=["state", "note", "decided_by", "decided_at", "fields"])
    return change
