"""The curators' decisions on what sources led to: each has a name, a person and a transaction."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils import timezone

from markets.curation.refusal import Refusal, action
from markets.documents.source import Find


@action("markets.change_find")
def take_up(find: Find, *, by: User) -> Find:
    """A curator works on what was found. Raises Refusal."""
    return _decide(find, Find.State.TAKEN, by)


@action("markets.change_find")
def dismiss(find: Find, *, by: User) -> Find:
    """A curator says that nothing is to be done about it. Raises Refusal."""
    return _decide(find, Find.State.DISMISSED, by)


@action("markets.change_find")
def put_back(find: Find, *, by: User) -> Find:
    """Into the queue again; the history keeps who had decided otherwise. Raises Refusal."""
    return _decide(find, Find.State.NEW, by)


def _decide(find: Find, state: Find.State, by: User) -> Find:
    find = Find.objects.select_for_update().get(pk=find.pk)
    if find.state == state:
        raise Refusal(f"“{find}” is {find.get_state_display()} already.")
    find.state, find.decided_by, find.decided_at = state, by, timezone.now()
    find.save(update_fields=["state", "decided_by", "decided_at"])
    return find
