"""What each kind of job does. A handler ends its job, or puts it off, in one sentence."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from markets.advisory_lock import try_advisory_lock
from markets.documents import jobs
from markets.ingest import document_fetch
from markets.ingest.drafting import WrongYear
from markets.ingest.pipeline import ingest_snapshot
from markets.ingest.polling import poll_source
from markets.ingest.source_client import get_source_client
from markets.models import DiscoveredDocument, Reading, Snapshot, Source, SourcePoll
from markets.models.job import Job

AskForJob = Callable[..., Any]

_SOON = 30.0  # seconds
_ASKED_FOR = timedelta(days=30)  # so long a document that did not come is asked for again, once a day
_WATCHED = 3  # of the newest reports and press releases of a source, which are requested again once a day


def read_snapshot(job: Job, ask: AskForJob) -> None:
    """Job `read`: the key is the snapshot's sha256, or `sha256 year` where a year was asked for."""
    sha256, _, year = job.key.partition(" ")
    snapshot = Snapshot.objects.get(sha256=sha256)
    try:
        reading = ingest_snapshot(
            snapshot,
            year=int(year) if year else None,
            by=job.by,
            tell=lambda line: jobs.log_progress(job, line),
        )
    except WrongYear as refusal:
        jobs.end_job(job, Job.State.FAILED, str(refusal))
        return
    refused = reading.state == Reading.State.REFUSED
    sentence = reading.sentence or f"{reading.get_state_display().capitalize()}."
    jobs.end_job(job, Job.State.FAILED if refused else Job.State.DONE, sentence)


def poll_due_source(job: Job, ask: AskForJob) -> None:
    """Job `poll`: the key is a source's slug; the slot names the poll, and is empty where a person asked."""
    source = Source.objects.get(slug=job.key)
    with try_advisory_lock("source", source.pk) as alone:
        if not alone:
            jobs.reschedule_job(job, _SOON, "Another worker is checking it now.")
            return
        source.refresh_from_db()
        if not source.enabled:
            jobs.end_job(job, Job.State.DONE, "Not checked: the source is switched off.")
            return
        if job.slot and source.last_seen_at and source.last_seen_at > job.asked_at:
            jobs.end_job(job, Job.State.DONE, "It was checked in the meantime.")
            return
        poll = poll_source(source, get_source_client())
    again = timezone.now().date().isoformat() if job.slot else f"asked for in poll {poll.pk}"
    for discovered in _to_fetch(source):
        waiting = Job.objects.filter(kind="fetch", key=str(discovered.pk)).exclude(state__in=jobs.ENDED)
        if not waiting.exists():
            first = not Job.objects.filter(kind="fetch", key=str(discovered.pk)).exists()
            ask("fetch", str(discovered.pk), slot="" if first else again)
    failed = poll.outcome == SourcePoll.Outcome.FAILED
    jobs.end_job(job, Job.State.FAILED if failed else Job.State.DONE, poll.sentence)


def _to_fetch(source: Source) -> list[DiscoveredDocument]:
    """Documents that did not come yet, and those whose document may have been corrected since."""
    documents = DiscoveredDocument.objects.filter(source=source)
    since = timezone.now() - _ASKED_FOR
    missing = documents.filter(snapshot=None, found_at__gte=since).exclude(
        state=DiscoveredDocument.State.DISMISSED
    )
    stored = documents.exclude(snapshot=None).order_by("-published_on", "-found_at")
    # A press release may come out before the report that it is to link to.
    releases = stored.filter(kind="press_release", found_at__gte=since)
    return [*missing, *stored.filter(kind="report")[:_WATCHED], *releases[:_WATCHED]]


def fetch_discovered(job: Job, ask: AskForJob) -> None:
    """Job `fetch`: the key is the id of a discovered document."""
    document_fetch.fetch_document(job, ask, get_source_client())


INGEST_HANDLERS: dict[str, Callable[[Job, AskForJob], None]] = {
    "read": read_snapshot,
    "poll": poll_due_source,
    "fetch": fetch_discovered,
}
