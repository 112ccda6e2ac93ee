"""Assign rows of a queue to a person."""

from collections.abc import Collection

from django.contrib.auth.models import User

from markets.curation.refusal import Refusal, action
from notorious.models import Assignment
from notorious.queues.definitions import QUEUES
from notorious.queues.forms import NOT_WAITING


@action("notorious.change_assignment")
def assign_rows(queue: str, rows: Collection[int], owner: User | None, *, by: User) -> int:
    """Assign items of a queue to a person, or to nobody; return their number. Raise Refusal."""
    if queue not in QUEUES:
        raise Refusal(f"There is no queue “{queue}”.")
    if owner is not None and owner not in list_desk_staff():
        raise Refusal(f"{owner} does not work at this desk.")
    known = set(QUEUES[queue].open_rows().filter(pk__in=rows).values_list("pk", flat=True))
    if not known or len(known) != len(set(rows)):
        raise Refusal(NOT_WAITING)
    for row in sorted(known):
        Assignment.objects.update_or_create(
            queue=queue, row=row, defaults={"owner": owner, "assigned_by": by}
        )
    return len(known)


def list_desk_staff() -> list[User]:
    """Return the active curators, editors and superusers by name. One query."""
    members = User.objects.filter(is_active=True, is_staff=True)
    known = members.filter(groups__name__in=("curator", "editor")) | members.filter(is_superuser=True)
    return list(known.distinct().order_by("username"))
