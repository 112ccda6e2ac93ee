"""Looking at a source: what is new there becomes a find, and a find that is a document is fetched."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

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
from markets.ingest.hosts import API_HOSTS, REPORT_HOSTS
from markets.ingest.sources import Found, SourceChanged
from markets.ingest.sources.federal_register import read_notices
from markets.ingest.sources.feed import read_feed
from markets.ingest.sources.newsroom import read_newsroom
from markets.ingest.sources.regulations import NoKey, comments_of_docket, key_headers
from markets.ingest.sources.ustr_pages import read_index, read_release_list
from markets.models import Edition, Find, Run, Source

PAGES: dict[str, Callable[[bytes, str], tuple[Found, ...]]] = {
    Source.Kind.USTR_PAGE: read_index,
    Source.Kind.USTR_PRESS: read_release_list,
    Source.Kind.USTR_FEED: read_feed,
    Source.Kind.NEWSROOM: read_newsroom,
}


@dataclass(frozen=True, slots=True)
class Sight:
    """What one look brought: finds, and the validators to send next time. `unchanged`: the source says so."""

    found: tuple[Found, ...] = ()
    validators: Validators = Validators()
    unchanged: bool = False


def look_at(source: Source, client: Client) -> Run:
    """Looks at a source once, and records the run whatever comes of it."""
    run = Run.objects.create(source=source)
    wait: float | None = None
    try:
        sight = sees(source, client)
    except (Later, Blocked) as delay:
        failures = source.failures + 1
        if isinstance(delay, Blocked):
            wait = pause_when_blocked(failures)
        else:
            wait = delay.retry_after or backoff(failures, random.random, base=300.0, cap=86_400.0)
        run.outcome, run.sentence = Run.Outcome.LATER, str(delay)
    except (NotFetched, SourceChanged, NoKey) as failure:
        run.outcome, run.sentence = Run.Outcome.FAILED, str(failure)
    else:
        new = keep(source, sight)
        run.outcome = Run.Outcome.FOUND if new else Run.Outcome.UNCHANGED
        run.sentence = f"{len(new)} new: {new[0].title}." if new else "Nothing new."
        source.etag, source.last_modified = sight.validators.etag or "", sight.validators.last_modified or ""
    failed = run.outcome in {Run.Outcome.LATER, Run.Outcome.FAILED}
    source.failures = source.failures + 1 if failed else 0
    source.not_before = timezone.now() + timedelta(seconds=wait) if wait else None
    source.last_seen_at, source.last_sentence = timezone.now(), run.sentence
    source.save()
    run.ended_at = timezone.now()
    run.save()
    return run


def sees(source: Source, client: Client) -> Sight:
    """What the source shows now. Raises NotFetched, SourceChanged or NoKey, each with one sentence."""
    if source.kind == Source.Kind.FEDERAL_REGISTER:
        notices = read_notices(_getter(client, {}), base=source.url)
        return Sight(tuple(notice.found for notice in notices))
    if source.kind == Source.Kind.REGULATIONS:
        latest = Edition.objects.exclude(docket_id="").order_by("-year").first()
        if latest is None:
            raise SourceChanged("No edition has a docket to ask Regulations.gov about.")
        headers = key_headers({"REGULATIONS_GOV_KEY": settings.REGULATIONS_GOV_KEY})
        return Sight(comments_of_docket(_getter(client, headers), latest.docket_id, base=source.url))
    known = Validators(source.etag or None, source.last_modified or None)
    got = client.fetch(source.url, allowed=allowed(source), cap=CAP_HTML, known=known)
    if got.not_modified or got.content is None:
        return Sight(validators=known, unchanged=True)
    return Sight(PAGES[source.kind](got.content, got.final_url), got.validators)


def allowed(source: Source) -> frozenset[str]:
    """The hosts that a look at the source may lead to: our list, and a newsroom's own host."""
    if source.kind == Source.Kind.NEWSROOM:
        return frozenset({urlsplit(source.url).hostname or ""})
    return REPORT_HOSTS


def _getter(client: Client, headers: dict[str, str]) -> Callable[[str], bytes]:
    def get(url: str) -> bytes:
        return (
            client.fetch(url, allowed=API_HOSTS, cap=CAP_JSON, wanted="json", headers=headers).content or b""
        )

    return get


@transaction.atomic
def keep(source: Source, sight: Sight) -> list[Find]:
    """The finds that are new: known by their address, whichever source led to them."""
    held = {_identity(url) for url in Find.objects.values_list("url", flat=True)}
    new = []
    for found in sight.found:
        if found.identity in held:
            continue
        held.add(found.identity)
        new.append(
            Find.objects.create(
                source=source,
                url=found.url,
                title=found.title[:500],
                kind=found.kind,
                published_on=found.published_on,
                note=found.note,
            )
        )
    return new


def _identity(url: str) -> str:
    return Found(url, "", None, "report").identity
