"""Acts that can be done in a queue itself, on one row or on several."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from markets.curation.discovered import dismiss_document, mark_handled
from markets.curation.links import decide_link
from markets.curation.proposing import DECIDE, accept_change
from markets.curation.refusal import Refusal, action
from notorious.models import QueueDismissal
from notorious.queues.definitions import QUEUES
from responses.curation.assessing import accept_assessment


@dataclass(frozen=True, slots=True)
class QueueAct:
    """A button of a queue. `run` takes a row and the person; only people with the permission see it."""

    name: str
    label: str
    permission: str
    run: Callable[..., object]

    @property
    def for_selected(self) -> str:
        """The label where it is done to all selected items."""
        verb, space, rest = self.label.partition(" ")
        return f"{verb} selected{space}{rest}"


DISMISSED_BY = "notorious.change_assignment"


def _decide_link(accept: bool) -> Callable[..., object]:
    def decide(row: Any, *, by: User) -> object:
        return decide_link(row, accept, by=by)

    return decide


QUEUE_ACTS: dict[str, tuple[QueueAct, ...]] = {
    "assessments": (QueueAct("accept", "Accept", "responses.accept_assessment", accept_assessment),),
    "changes": (QueueAct("accept", "Accept", DECIDE, accept_change),),
    "links": (
        QueueAct("accept", "Accept", "markets.review_listing", _decide_link(True)),
        QueueAct("reject", "Reject", "markets.review_listing", _decide_link(False)),
    ),
    "finds": (
        QueueAct("handled", "Mark as handled", "markets.change_discovereddocument", mark_handled),
        QueueAct("dismiss-document", "Dismiss", "markets.change_discovereddocument", dismiss_document),
    ),
}
DISMISSIBLE = ("readings", "snapshots")
"""Queues whose rows have no state of their own that says that nothing is to be done."""


def list_acts(queue: str, user: User) -> list[QueueAct]:
    """Return the acts of a queue that the person may do."""
    return [each for each in QUEUE_ACTS.get(queue, ()) if user.has_perm(each.permission)]


@action(DISMISSED_BY)
def dismiss_row(queue: str, row: Any, *, by: User) -> QueueDismissal:
    """Dismiss an item of a queue. It can be put back. Raise Refusal."""
    if queue not in DISMISSIBLE:
        raise Refusal(f"Items of “{QUEUES[queue].title}” cannot be dismissed.")
    made, fresh = QueueDismissal.objects.get_or_create(
        queue=queue, row=row.pk, undone_at=None, defaults={"dismissed_by": by}
    )
    if not fresh:
        raise Refusal(f"{row} is dismissed already.")
    return made


@action(DISMISSED_BY)
def restore_row(queue: str, row: Any, *, by: User) -> None:
    """Put a dismissed item back into its queue. Raise Refusal."""
    rows = QueueDismissal.objects.filter(queue=queue, row=row.pk, undone_at__isnull=True)
    if not rows.update(undone_at=timezone.now(), undone_by=by):
        raise Refusal(f"{row} is not dismissed.")
