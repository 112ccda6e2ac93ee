"""What the worker does. Tasks take ids, may run twice, and are a few lines: the work stands elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from celery import shared_task

from markets.documents import jobs
from markets.documents.job import Job
from markets.ingest.load import WrongYear
from markets.ingest.pipeline import ingest
from markets.models import Reading, Snapshot


@shared_task
def work(job_id: int) -> None:
    """Does a job, if it is due and nobody else is at it."""
    job = jobs.take(job_id)
    if job is None:
        return
    with jobs.alive(job):
        HANDLERS[job.kind](job)


@shared_task
def sweep() -> None:
    """Calls for whatever is due: messages get lost, workers die, brokers are flushed."""
    for job in jobs.due():
        jobs.wake(job.pk, work.delay)


def ask(kind: str, key: str, **more: Any) -> Job:
    """Asks for a job and wakes a worker for it."""
    return jobs.ask(kind, key, send=work.delay, **more)


def read_snapshot(job: Job) -> None:
    """Job `read`: the key is the snapshot's sha256, or `sha256 year` where a year was asked for."""
    sha256, _, year = job.key.partition(" ")
    snapshot = Snapshot.objects.get(sha256=sha256)
    try:
        reading = ingest(
            snapshot,
            year=int(year) if year else None,
            by=job.by,
            tell=lambda line: jobs.tell(job, line),
        )
    except WrongYear as refusal:
        jobs.end(job, Job.State.FAILED, str(refusal))
        return
    refused = reading.state == Reading.State.REFUSED
    jobs.end(
        job,
        Job.State.FAILED if refused else Job.State.DONE,
        reading.sentence or f"{reading.get_state_display()}.",
    )


HANDLERS: dict[str, Callable[[Job], None]] = {"read": read_snapshot}
