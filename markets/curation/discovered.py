"""The curators' decisions on what sources led to: each has a name, a person and a transaction."""

from django.contrib.auth.models import User
from django.utils import timezone

from markets.curation.refusal import Refusal, action
from markets.models.source import DiscoveredDocument


@action("markets.change_discovereddocument")
def mark_handled(discovered: DiscoveredDocument, *, by: User) -> DiscoveredDocument:
    """Mark a discovered document as handled. Raise Refusal."""
    return _decide(discovered, DiscoveredDocument.State.HANDLED, by)


@action("markets.change_discovereddocument")
def dismiss_document(discovered: DiscoveredDocument, *, by: User) -> DiscoveredDocument:
    """Dismiss a discovered document: there is nothing to do about it. Raise Refusal."""
    return _decide(discovered, DiscoveredDocument.State.DISMISSED, by)


@action("markets.change_discovereddocument")
def put_back(discovered: DiscoveredDocument, *, by: User) -> DiscoveredDocument:
    """Put a discovered document back into its queue; the history keeps the earlier decision. Raise Refusal."""
    return _decide(discovered, DiscoveredDocument.State.NEW, by)


def _decide(discovered: DiscoveredDocument, state: DiscoveredDocument.State, by: User) -> DiscoveredDocument:
    discovered = DiscoveredDocument.objects.select_for_update().get(pk=discovered.pk)
    if discovered.state == state:
        raise Refusal(f"“{discovered}” is {discovered.get_state_display()} already.")
    discovered.state, discovered.decided_by, discovered.decided_at = state, by, timezone.now()
    discovered.save(update_fields=["state", "decided_by", "decided_at"])
    return discovered
