"""What each kind of job does. A handler ends its job, or puts it off, in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from markets.documents import jobs
from markets.documents.job import Job
from markets.ingest import fetching
from markets.ingest.going_out import client
from markets.ingest.load import WrongYear
from markets.ingest.looking import look_at
from markets.ingest.pipeline import ingest
from markets.models import Find, Reading, Run, Snapshot, Source

Ask = Callable[..., Any]

SOON = 30.0  # seconds
LOOKED_FOR = timedelta(days=30)  # so long a document that did not come is asked for again, once a day
WATCHED = 3  # so many of the newest reports and press releases of a source are asked for again, once a day


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
    """Job `look`: the key is a source's slug; the slot names the look, and is empty where a person asked."""
    source = Source.objects.get(slug=job.key)
    with _alone_with(source) as alone:
        if not alone:
            jobs.put_off(job, SOON, "Another worker looks at it just now.")
            return
        source.refresh_from_db()
        if not source.enabled:
            jobs.end(job, Job.State.DONE, "Not looked at: the source is switched off.")
            return
        if job.slot and source.last_seen_at and source.last_seen_at > job.asked_at:
            jobs.end(job, Job.State.DONE, "It was looked at meanwhile.")
            return
        run = look_at(source, client())
    again = timezone.now().date().isoformat() if job.slot else f"asked for in run {run.pk}"
    for find in _to_fetch(source):
        waiting = Job.objects.filter(kind="fetch", key=str(find.pk)).exclude(state__in=jobs.ENDED)
        if not waiting.exists():
            first = not Job.objects.filter(kind="fetch", key=str(find.pk)).exists()
            ask("fetch", str(find.pk), slot="" if first else again)
    failed = run.outcome == Run.Outcome.FAILED
    jobs.end(job, Job.State.FAILED if failed else Job.State.DONE, run.sentence)


def _to_fetch(source: Source) -> list[Find]:
    """Finds whose document did not come yet, and those whose document may have been corrected since."""
    finds = Find.objects.filter(source=source)
    since = timezone.now() - LOOKED_FOR
    missing = finds.filter(snapshot=None, found_at__gte=since).exclude(state=Find.State.DISMISSED)
    held = finds.exclude(snapshot=None).order_by("-published_on", "-found_at")
    # A press release may come out before the report that it is to link to.
    releases = held.filter(kind="press_release", found_at__gte=since)
    return [*missing, *held.filter(kind="report")[:WATCHED], *releases[:WATCHED]]


@contextmanager
def _alone_with(source: Source) -> Iterator[bool]:
    """Whether this process alone looks at the source; the lock goes with the connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('source'), %s)", [source.pk])
        (alone,) = cursor.fetchone()
    try:
        yield alone
    finally:
        if alone and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('source'), %s)", [source.pk])


def fetch(job: Job, ask: Ask) -> None:
    """Job `fetch`: the key is a find's id."""
    fetching.fetch(job, ask, client())


HANDLERS: dict[str, Callable[[Job, Ask], None]] = {"read": read_snapshot, "look": look, "fetch": fetch}
