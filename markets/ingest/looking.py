"""Looking at a source once: the run is recorded whatever comes of it, and what is new becomes a find."""

from __future__ import annotations

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

from markets.ingest.fetch import (
    CAP_HTML,
    CAP_JSON,
    Blocked,
    Client,
    Later,
    NotFetched,
    Validators,
    backoff,
    pause_when_blocked,
)
from markets.ingest.finding import as_sentence, docket_to_ask, keep
from markets.ingest.hosts import allowed
from markets.ingest.sources import Found, SourceChanged
from markets.ingest.sources.federal_register import Notice, read_notices
from markets.ingest.sources.feed import read_feed
from markets.ingest.sources.newsroom import read_newsroom
from markets.ingest.sources.regulations import NoKey, comments_of_docket, key_headers
from markets.ingest.sources.ustr_pages import read_index, read_release_list
from markets.models import Run, Source

PAGES: dict[str, Callable[[bytes, str], tuple[Found, ...]]] = {
    Source.Kind.USTR_PAGE: read_index,
    Source.Kind.USTR_PRESS: read_release_list,
    Source.Kind.USTR_FEED: read_feed,
    Source.Kind.NEWSROOM: read_newsroom,
}
log = logging.getLogger(__name__)

LONGEST_PAUSE = 6 * 60 * 60.0  # seconds between two looks at a source that fails


@dataclass(frozen=True, slots=True)
class Sight:
    """What one look brought: finds, and the validators to send next time. `unchanged`: the source says so."""

    found: tuple[Found, ...] = ()
    validators: Validators = Validators()
    unchanged: bool = False
    notices: tuple[Notice, ...] = ()


def look_at(source: Source, client: Client) -> Run:
    """Looks at a source once. To be called by one process at a time for each source."""
    now = timezone.now()
    Run.objects.filter(source=source, ended_at=None).update(
        outcome=Run.Outcome.BROKEN, ended_at=now, sentence="Broken off: its worker ended in the middle."
    )
    run = Run.objects.create(source=source)
    with bound_contextvars(run=run.pk, source=source.slug):
        try:
            _look(source, run, client, now)
        except BaseException as failure:
            with suppress(Error):  # where the database is away, the next look says it
                _close(run, Run.Outcome.BROKEN, f"Broken off: {type(failure).__name__}.")
            raise
    return run


def _look(source: Source, run: Run, client: Client, now: datetime) -> None:
    wait: float | None = None
    source.not_before = source.retry_at = None
    failures = source.failures + 1
    try:
        sight = sees(source, client, now)
        new = keep(source, sight.found, sight.notices)
    except (Later, Blocked) as delay:
        wait = pause_when_blocked(failures) if isinstance(delay, Blocked) else delay.retry_after
        pause = backoff(failures, random.random, base=300.0, cap=LONGEST_PAUSE)
        source.not_before = now + timedelta(seconds=wait) if wait else None
        source.retry_at = now + timedelta(seconds=max(wait or 0.0, pause))
        outcome, sentence = Run.Outcome.LATER, str(delay)
    except (NotFetched, SourceChanged, NoKey) as failure:
        failures = 0  # nothing that passes by waiting: it is looked at again in its usual time
        outcome, sentence = Run.Outcome.FAILED, str(failure)
    else:
        failures = 0
        outcome = Run.Outcome.FOUND if new else Run.Outcome.UNCHANGED
        sentence = f"{len(new)} new: {new[0].title}." if new else "Nothing new."
        told = sight.validators
        source.etag, source.last_modified = (told.etag or "")[:300], (told.last_modified or "")[:100]
        source.last_new_at = now if new else source.last_new_at
    source.failures, source.last_seen_at, source.last_sentence = (
        failures,
        timezone.now(),
        as_sentence(sentence),
    )
    # not the whole row: a curator may have switched it off meanwhile
    source.save(update_fields=["not_before", "retry_at", "failures", "etag", "last_modified", "last_new_at",
                               "last_seen_at", "last_sentence"])  # fmt: skip
    _close(run, outcome, sentence)


def _close(run: Run, outcome: Run.Outcome, sentence: str) -> None:
    run.outcome, run.sentence, run.ended_at = outcome, as_sentence(sentence), timezone.now()
    run.save(update_fields=["outcome", "sentence", "ended_at"])
    log.info("Looked: %s. %s", outcome, run.sentence)


def sees(source: Source, client: Client, now: datetime) -> Sight:
    """What the source shows now. Raises NotFetched, SourceChanged or NoKey, each with one sentence."""
    if source.kind == Source.Kind.FEDERAL_REGISTER:
        notices = read_notices(getter(source, client), base=source.url)
        return Sight(tuple(notice.found for notice in notices), notices=notices)
    if source.kind == Source.Kind.REGULATIONS:
        get = getter(source, client, api_key())
        return Sight(comments_of_docket(get, docket_to_ask(), base=source.url))
    known = _known(source, now)
    got = client.fetch(source.url, allowed=allowed(source), cap=CAP_HTML, known=known)
    if got.not_modified or got.content is None:
        return Sight(validators=known, unchanged=True)
    return Sight(PAGES[source.kind](got.content, got.final_url), got.validators)


def _known(source: Source, now: datetime) -> Validators:
    """Validators of the last sight; none in a new week, since a source may change and keep its ETag."""
    if source.last_seen_at is None or source.last_seen_at.isocalendar()[:2] != now.isocalendar()[:2]:
        return Validators()
    return Validators(source.etag or None, source.last_modified or None)


def api_key() -> dict[str, str]:
    """The header that carries the key of Regulations.gov; raises NoKey."""
    return key_headers({"REGULATIONS_GOV_KEY": settings.REGULATIONS_GOV_KEY})


def getter(source: Source, client: Client, headers: dict[str, str] | None = None) -> Callable[[str], bytes]:
    """What the readers of an API call with an address."""

    def get(url: str) -> bytes:
        got = client.fetch(url, allowed=allowed(source), cap=CAP_JSON, wanted="json", headers=headers or {})
        return got.content or b""

    return get
