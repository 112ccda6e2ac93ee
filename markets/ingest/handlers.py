"""What each kind of job does. A handler ends its job, or puts it off, in one sentence."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone

from markets.documents import jobs
from markets.documents.job import Job
from markets.ingest.fetch import (
    CAP_HTML,
    CAP_PDF,
    Blocked,
    Later,
    NotFetched,
    Validators,
    backoff,
    pause_when_blocked,
)
from markets.ingest.going_out import client
from markets.ingest.hosts import API_HOSTS
from markets.ingest.load import WrongYear
from markets.ingest.looking import Sight, allowed, keep, look_at
from markets.ingest.pipeline import ingest, store
from markets.ingest.sources import SourceChanged
from markets.ingest.sources.ustr_release import read_release
from markets.models import Fetch, Find, Reading, Run, Snapshot, Source

Ask = Callable[..., Any]

MOST_DELAYS = 6
FETCHED_KINDS = ("report", "press_release", "notice", "attachment", "statement")


def read_snapshot(job: Job, ask: Ask) -> None:
    """Job `read`: the key is the snapshot's sha256, or `sha256 year` where a year was asked for."""
    sha256, _, year = job.key.partition(" ")
    snapshot = Snapshot.objects.get(sha256=sha256)
    try:
        reading = ingest(
            snapshot, year=int(year) if year else None, by=job.by, tell=lambda line: jobs.tell(job, line)
        )
    except WrongYear as refusal:
        jobs.end(job, Job.State.FAILED, str(refusal))
        return
    refused = reading.state == Reading.State.REFUSED
    sentence = reading.sentence or f"{reading.get_state_display().capitalize()}."
    jobs.end(job, Job.State.FAILED if refused else Job.State.DONE, sentence)


def look(job: Job, ask: Ask) -> None:
    """Job `look`: the key is a source's slug, the slot its scheduled time."""
    source = Source.objects.get(slug=job.key)
    run = look_at(source, client())
    for find in Find.objects.filter(source=source, snapshot__isnull=True, state=Find.State.NEW):
        if find.kind in FETCHED_KINDS:
            ask("fetch", str(find.pk))
    today = timezone.now().date().isoformat()
    for find in Find.objects.filter(source=source, kind="report", snapshot__isnull=False).order_by(
        "-found_at"
    )[:3]:
        ask("fetch", str(find.pk), slot=today)  # a corrected report can come under the same address
    failed = run.outcome == Run.Outcome.FAILED
    jobs.end(job, Job.State.FAILED if failed else Job.State.DONE, run.sentence)


def fetch(job: Job, ask: Ask) -> None:
    """Job `fetch`: the key is a find's id. What comes is stored; a report is read, a press release leads on."""
    find = Find.objects.select_related("source").get(pk=int(job.key))
    try:
        got = client().fetch(
            find.url,
            allowed=allowed(find.source) | API_HOSTS | {urlsplit(find.source.url).hostname or ""},
            cap=CAP_HTML if find.kind in {"press_release", "statement", "notice"} else CAP_PDF,
            known=_known(find, job),
        )
    except (Later, Blocked) as delay:
        if job.delays >= MOST_DELAYS:
            jobs.end(job, Job.State.FAILED, f"Given up after {job.delays} delays: {delay}")
            return
        wait = pause_when_blocked(job.delays + 1) if isinstance(delay, Blocked) else delay.retry_after
        jobs.put_off(job, wait or backoff(job.delays + 1, random.random), str(delay))
        return
    except NotFetched as refusal:
        jobs.end(job, Job.State.FAILED, str(refusal))
        return
    if got.content is None:
        jobs.end(job, Job.State.DONE, "Unchanged.")
        return
    snapshot = store(
        got.content,
        media_type=got.media_type or "",
        url=got.final_url,
        status=got.status,
        headers=dict(got.headers),
    )
    same = find.snapshot_id == snapshot.pk
    find.snapshot = snapshot
    find.save(update_fields=["snapshot"])
    sentence = "Fetched again: the same bytes." if same else f"Stored as {snapshot}."
    if find.kind == "report" and not same:
        ask("read", snapshot.sha256)
    elif find.kind == "press_release" and not same:
        sentence = _follow(find, got.content, got.final_url, ask)
    jobs.end(job, Job.State.DONE, sentence)


def _known(find: Find, job: Job) -> Validators | None:
    """Validators of the version we hold; none once a week, since a source may change bytes and keep its ETag."""
    last = Fetch.objects.filter(url=find.url).order_by("-fetched_at").first() if find.snapshot_id else None
    if last is None or timezone.now().isoweekday() == 7:
        return None
    return Validators(last.headers.get("etag"), last.headers.get("last-modified"))


def _follow(find: Find, content: bytes, url: str, ask: Ask) -> str:
    """The reports that a press release links to become finds of the same source."""
    try:
        release = read_release(content, url)
    except SourceChanged as change:
        return str(change)
    new = keep(find.source, Sight(release.reports))
    for each in new:
        ask("fetch", str(each.pk))
    return f"Stored; it leads to {len(release.reports)} reports, {len(new)} of them new."


HANDLERS: dict[str, Callable[[Job, Ask], None]] = {"read": read_snapshot, "look": look, "fetch": fetch}
