"""Fetching what a source led to: the bytes are kept, and what they lead on to is asked for."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from markets.documents import jobs
from markets.documents.job import Job
from markets.ingest.fetch import (
    CAP_HTML,
    CAP_JSON,
    CAP_PDF,
    Blocked,
    Client,
    Fetched,
    Later,
    NotFetched,
    Validators,
    backoff,
    pause_when_blocked,
)
from markets.ingest.finding import as_sentence, keep, plain
from markets.ingest.hosts import allowed
from markets.ingest.looking import api_key
from markets.ingest.pipeline import store
from markets.ingest.sources import SourceChanged
from markets.ingest.sources.regulations import NoKey, detail_url, read_comment
from markets.ingest.sources.ustr_release import read_release
from markets.models import Fetch, Find, Reading, Snapshot

Ask = Callable[..., Any]

CHANGED = "The bytes under this address changed"  # stands in a find's note, once for each time
MOST_DELAYS = 6
PAGES = {"press_release", "statement", "notice"}  # which come as HTML, a statement also as PDF
SAME_FOR = timedelta(
    days=7
)  # a source may change bytes and keep its ETag: after this, all of them are asked for


def fetch(job: Job, ask: Ask, client: Client) -> None:
    """Job `fetch`: the key is a find's id. What comes is stored; a report is read, other kinds lead on."""
    find = Find.objects.select_related("source", "snapshot").get(pk=int(job.key))
    if not find.source.enabled:
        jobs.end(job, Job.State.DONE, "Not fetched: its source is switched off.")
        return
    try:
        got = _get(find, client, timezone.now())
    except (Later, Blocked) as delay:
        if job.delays >= MOST_DELAYS:
            jobs.end(job, Job.State.FAILED, as_sentence(f"Given up after {job.delays} delays: {delay}"))
            return
        wait = pause_when_blocked(job.delays + 1) if isinstance(delay, Blocked) else delay.retry_after
        jobs.put_off(job, wait or backoff(job.delays + 1, random.random), as_sentence(str(delay)))
        return
    except (NotFetched, NoKey) as refusal:
        jobs.end(job, Job.State.FAILED, as_sentence(str(refusal)))
        return
    if got.content is None:
        _read_if_nobody_did(find, ask)
        jobs.end(job, Job.State.DONE, "Unchanged, as the source says.")
        return
    came = {"url": got.final_url, "status": got.status, "headers": dict(got.headers)}
    snapshot = store(got.content, media_type=got.media_type or "", **came)
    try:
        sentence = take_in(find, snapshot, got, ask)
    except SourceChanged as change:
        jobs.end(job, Job.State.FAILED, as_sentence(f"Stored as {snapshot}. {change}"))
        return
    jobs.end(job, Job.State.DONE, sentence)


def _get(find: Find, client: Client, now: datetime) -> Fetched:
    """The find's document; raises NotFetched or NoKey."""
    hosts, known = allowed(find.source), _known(find, now)
    if find.kind == "comment":
        address = detail_url(find.url, base=find.source.url)
        return client.fetch(
            address, allowed=hosts, cap=CAP_JSON, wanted="json", headers=api_key(), known=known
        )
    pdf = urlsplit(find.url).path.lower().endswith(".pdf")
    cap = CAP_HTML if find.kind in PAGES and not pdf else CAP_PDF
    return client.fetch(find.url, allowed=hosts, cap=cap, known=known)


def _known(find: Find, now: datetime) -> Validators | None:
    """Validators of the version that we hold, where all its bytes came not long ago."""
    if find.snapshot is None:
        return None
    last = Fetch.objects.filter(snapshot=find.snapshot).exclude(url="").order_by("-fetched_at").first()
    if last is None or not timedelta() <= now - last.fetched_at < SAME_FOR:
        return None
    return Validators(last.headers.get("etag"), last.headers.get("last-modified"))


def take_in(find: Find, snapshot: Snapshot, got: Fetched, ask: Ask) -> str:
    """Ties the find to its snapshot and asks for what follows, at once or not at all; says what was done.

    Raises SourceChanged where the bytes do not read as what they should be; the find is tied to them all the same.
    """
    before = find.snapshot
    if before == snapshot:
        _read_if_nobody_did(find, ask)
        return f"The same bytes as before: {snapshot}."
    with transaction.atomic():
        find.snapshot = snapshot
        if before is not None:  # back into the queue: somebody has to look at it
            day = timezone.now().date().isoformat()
            changed = f"{CHANGED}: seen on {day}."
            find.note = "; ".join(filter(None, (find.note, changed)))
            find.state, find.decided_by, find.decided_at = Find.State.NEW, None, None
        find.save()
        follow = FOLLOW.get(find.kind)
        led, change = "", None
        try:
            led = follow(find, got, ask) if follow else ""
        except SourceChanged as said:
            change = said
    if change is not None:
        raise change
    again = "Changed under the same address; stored" if before is not None else "Stored"
    return " ".join(filter(None, (f"{again} as {snapshot}.", led)))


def _read_if_nobody_did(find: Find, ask: Ask) -> None:
    """A worker may have ended between tying and asking."""
    if find.kind != "report" or find.snapshot is None:
        return
    if not Reading.objects.filter(snapshot=find.snapshot).exists():
        ask("read", find.snapshot.sha256)


def _report(find: Find, got: Fetched, ask: Ask) -> str:
    assert find.snapshot is not None
    others = Find.objects.filter(snapshot=find.snapshot).exclude(pk=find.pk)
    ask("read", find.snapshot.sha256)
    return f"The same bytes as “{others[0]}”." if others else "It is read next."


def _press_release(find: Find, got: Fetched, ask: Ask) -> str:
    """The reports that a press release links to become finds of the same source."""
    reports = read_release(got.content or b"", got.final_url).reports
    new = keep(find.source, reports)
    for each in new:
        ask("fetch", str(each.pk))
    return f"It leads to {len(reports)} reports, {len(new)} of them new."


def _comment(find: Find, got: Fetched, ask: Ask) -> str:
    """Who wrote it, what is withheld, and its files as finds of their own."""
    comment = read_comment(got.content or b"")
    said = [f"by {comment.organization}" if comment.organization else "", find.note]
    if comment.withdrawn and "withdrawn" not in find.note:
        said.append("withdrawn")
    if comment.restricted:
        said.append(f"restricted: {comment.restricted}")
    find.title, find.note = plain(comment.title)[:500], plain("; ".join(filter(None, said)))[:2000]
    find.published_on = comment.posted_on or find.published_on
    find.save(update_fields=["title", "note", "published_on"])
    new = keep(find.source, comment.attachments)
    for each in new:
        ask("fetch", str(each.pk))
    withheld = f" It is restricted: {plain(comment.restricted)[:300]}." if comment.restricted else ""
    withdrawn = " It was withdrawn." if comment.withdrawn else ""
    return f"It has {len(comment.attachments)} files, {len(new)} of them new.{withheld}{withdrawn}"


FOLLOW: dict[str, Callable[[Find, Fetched, Ask], str]] = {
    "report": _report,
    "press_release": _press_release,
    "comment": _comment,
}
