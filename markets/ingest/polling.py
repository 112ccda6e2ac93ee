"""Looking at a source once: the run is recorded whatever comes of it, and what is new becomes a find."""

import logging
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error
from django.utils import timezone
from structlog.contextvars import bound_contextvars

from markets.backoff import choose_delay
from markets.ingest.allowed_hosts import find_allowed_hosts
from markets.ingest.discovery import as_sentence, docket_to_ask, keep_finds
from markets.ingest.fetch import (
    CAP_HTML,
    CAP_JSON,
    Blocked,
    Client,
    Later,
    NotFetched,
    Validators,
    pause_when_blocked,
)
from markets.ingest.sources import SourceChanged, SourceItem
from markets.ingest.sources.reader import ApiReader, reader_of
from markets.ingest.sources.regulations import NoKey, key_headers
from markets.models import Source, SourcePoll

log = logging.getLogger(__name__)

_LONGEST_PAUSE = 6 * 60 * 60.0  # seconds between two looks at a source that fails


@dataclass(frozen=True, slots=True)
class PollResult:
    """What one look brought: finds, and the validators to send next time. `unchanged`: the source says so."""

    items: tuple[SourceItem, ...] = ()
    validators: Validators = Validators()
    unchanged: bool = False


def poll_source(source: Source, client: Client) -> SourcePoll:
    """Look at a source once. To be called by one process at a time for each source."""
    now = timezone.now()
    SourcePoll.objects.filter(source=source, ended_at=None).update(
        outcome=SourcePoll.Outcome.BROKEN,
        ended_at=now,
        sentence="Interrupted: its worker stopped.",
    )
    poll = SourcePoll.objects.create(source=source)
    with bound_contextvars(poll=poll.pk, source=source.slug):
        try:
            _look(source, poll, client, now)
        except BaseException as failure:
            with suppress(Error):  # where the database is away, the next look says it
                _close(poll, SourcePoll.Outcome.BROKEN, f"Interrupted: {type(failure).__name__}.")
            raise
    return poll


def _look(source: Source, poll: SourcePoll, client: Client, now: datetime) -> None:
    wait: float | None = None
    source.not_before = source.retry_at = None
    failures = source.failures + 1
    try:
        result = read_source(source, client, now)
        new = keep_finds(source, result.items)
    except (Later, Blocked) as delay:
        wait = pause_when_blocked(failures) if isinstance(delay, Blocked) else delay.retry_after
        pause = choose_delay(failures, random.random, base=300.0, cap=_LONGEST_PAUSE)
        source.not_before = now + timedelta(seconds=wait) if wait else None
        source.retry_at = now + timedelta(seconds=max(wait or 0.0, pause))
        outcome, sentence = SourcePoll.Outcome.LATER, str(delay)
    except (NotFetched, SourceChanged, NoKey) as failure:
        failures = 0  # nothing that passes by waiting: it is looked at again in its usual time
        outcome, sentence = SourcePoll.Outcome.FAILED, str(failure)
    else:
        failures = 0
        outcome = SourcePoll.Outcome.FOUND if new else SourcePoll.Outcome.UNCHANGED
        sentence = f"{len(new)} new: {new[0].title}." if new else "Nothing new."
        validators = result.validators
        source.etag, source.last_modified = (
            (validators.etag or "")[:300],
            (validators.last_modified or "")[:100],
        )
        source.last_new_at = now if new else source.last_new_at
    source.failures, source.last_seen_at, source.last_sentence = (
        failures,
        timezone.now(),
        as_sentence(sentence),
    )
    # not the whole row: a curator may have switched it off meanwhile
    source.save(update_fields=["not_before", "retry_at", "failures", "etag", "last_modified", "last_new_at",
                               "last_seen_at", "last_sentence"])  # fmt: skip
    _close(poll, outcome, sentence)


def _close(poll: SourcePoll, outcome: SourcePoll.Outcome, sentence: str) -> None:
    poll.outcome, poll.sentence, poll.ended_at = outcome, as_sentence(sentence), timezone.now()
    poll.save(update_fields=["outcome", "sentence", "ended_at"])
    log.info("Polled: %s. %s", outcome, poll.sentence)


def read_source(source: Source, client: Client, now: datetime) -> PollResult:
    """Return what the source shows now. Raises NotFetched, SourceChanged or NoKey, each with one sentence."""
    reader = reader_of(source.kind)
    if isinstance(reader, ApiReader):
        headers = api_key() if reader.needs_key else {}
        return PollResult(reader.read(_getter(source, client, headers), source.url, docket_to_ask))
    known = _known(source, now)
    got = client.fetch(source.url, allowed=find_allowed_hosts(source), cap=CAP_HTML, known=known)
    if got.not_modified or got.content is None:
        return PollResult(validators=known, unchanged=True)
    return PollResult(reader.read(got.content, got.final_url), got.validators)


def _known(source: Source, now: datetime) -> Validators:
    """Validators of the last sight; none in a new week, since a source may change and keep its ETag."""
    if source.last_seen_at is None or source.last_seen_at.isocalendar()[:2] != now.isocalendar()[:2]:
        return Validators()
    return Validators(source.etag or None, source.last_modified or None)


def api_key() -> dict[str, str]:
    """Return the header that carries the key of Regulations.gov; raises NoKey."""
    return key_headers({"REGULATIONS_GOV_KEY": settings.REGULATIONS_GOV_KEY})


def _getter(source: Source, client: Client, headers: dict[str, str]) -> Callable[[str], bytes]:
    """Return what the readers of an API call with an address."""

    def get(url: str) -> bytes:
        got = client.fetch(
            url, allowed=find_allowed_hosts(source), cap=CAP_JSON, wanted="json", headers=headers
        )
        return got.content or b""

    return get
