"""What changed in the things that are followed, noted in the same transaction as what is known of them now."""

import logging
from collections.abc import Iterator, Mapping
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from markets.models import DataVersion
from markets.search.sql import is_statement_timeout
from notorious.alerts.followed import Facts, collect_facts
from notorious.alerts.models import AlertItem, Follow
from notorious.tables.state import repeatable_read

log = logging.getLogger(__name__)


def note_changes() -> int:
    """Note every change since the last time; return how many. Idempotent, also in parallel."""
    with repeatable_read():
        state = DataVersion.current().state
        behind = Follow.objects.filter(Q(state=None) | ~Q(state=state), confirmed_at__isnull=False)
        wanted = list(behind.order_by("pk").values_list("pk", "kind", "value"))
        things = dict.fromkeys((kind, value) for _, kind, value in wanted)
        facts = {thing: found for thing in things if (found := _try_collecting(*thing)) is not None}
    return sum(
        _note_changes_of(pk, state, facts[kind, value])
        for pk, kind, value in wanted
        if (kind, value) in facts
    )


def _try_collecting(kind: str, value: str) -> Facts | None:
    """None where a search takes too long: it is tried again, and keeps nobody else from an alert."""
    try:
        return collect_facts(kind, value)
    except OperationalError as problem:
        if not is_statement_timeout(problem):
            raise
        log.warning("The facts of a followed %s could not be collected in time.", kind)
        return None


@transaction.atomic
def _note_changes_of(pk: int, state: UUID, facts: Facts) -> int:
    """None are noted where the data have changed since: a worker that knows the present does it."""
    follow = Follow.objects.select_for_update().filter(pk=pk, confirmed_at__isnull=False).first()
    if follow is None or follow.state == state or DataVersion.current().state != state:
        return 0
    items = [
        AlertItem(follow=follow, key=key[:300], text=text, path=path[:500])
        for key, text, path in compare_facts(follow.known, facts)
    ]
    AlertItem.objects.bulk_create(items)
    _remember(follow, state, facts)
    return len(items)


def compare_facts(known: Mapping[str, str], facts: Facts) -> Iterator[tuple[str, str, str]]:
    """(key, what changed in plain words, page)."""
    for key, fact in facts.items():
        if key not in known:
            yield key, f"New: {fact.text}", fact.path
        elif known[key] != fact.text:
            yield key, f"Changed: {fact.text} (was: {known[key]})", fact.path
    for key, text in known.items():
        if key not in facts:
            yield key, f"No longer in this record: {text}", "/corrections/"


def confirm_follow(pk: int, nonce: str) -> Follow | None:
    """Begin to follow; what is known now is no news. None where the row is gone. Twice is the same as once."""
    follow = Follow.objects.filter(pk=pk, nonce=nonce).first()
    if follow is None or follow.confirmed_at:
        return follow
    with repeatable_read():
        state = DataVersion.current().state
        facts = collect_facts(follow.kind, follow.value)
    with transaction.atomic():
        locked = Follow.objects.select_for_update().filter(pk=pk, nonce=nonce).first()
        if locked is None or locked.confirmed_at:
            return locked
        locked.confirmed_at = timezone.now()
        _remember(locked, state, facts)
        return locked


def _remember(follow: Follow, state: UUID, facts: Facts) -> None:
    follow.state = state
    follow.known = {key: fact.text for key, fact in facts.items()}
    follow.save(update_fields=["state", "known", "confirmed_at"])
