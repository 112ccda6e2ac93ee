"""Who sees to what."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import User

from markets.curation.refusal import Refusal, action
from notorious.models import Assignment
from notorious.queues.queues import QUEUES


@action("notorious.change_assignment")
def assign(queue: str, rows: Collection[int], owner: User | None, *, by: User) -> int:
    """Gives rows of a queue to a person of the desk, or to nobody. Returns how many. Raises Refusal."""
    if queue not in QUEUES:
        raise Refusal(f"There is no queue “{queue}”.")
    if owner is not None and owner not in people():
        raise Refusal(f"{owner} does not work at this desk.")
    known = set(QUEUES[queue].rows().filter(pk__in=rows).values_list("pk", flat=True))
    if not known or len(known) != len(set(rows)):
        raise Refusal("Choose rows that wait in the queue: what was done meanwhile is not assigned.")
    for row in sorted(known):
        Assignment.objects.update_or_create(
            queue=queue, row=row, defaults={"owner": owner, "assigned_by": by}
        )
    return len(known)


def people() -> list[User]:
    """Those who work at the desk, by name: one query."""
    members = User.objects.filter(is_active=True, is_staff=True)
    known = members.filter(groups__name__in=("curator", "editor")) | members.filter(is_superuser=True)
    return list(known.distinct().order_by("username"))
