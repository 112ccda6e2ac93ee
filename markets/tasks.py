"""What the worker does. Tasks take ids, may run twice, and are a few lines: the work stands elsewhere."""

from __future__ import annotations

from typing import Any

from celery import shared_task

from markets.documents import jobs
from markets.documents.job import Job
from markets.documents.sources import due_sources, ensure_sources, slot
from markets.ingest.handlers import HANDLERS

# Fetching waits for others, reading takes the processor: a slow source must not keep a report from being read.
QUEUES = {"read": "reading", "look": "fetching", "fetch": "fetching"}


@shared_task
def work(job_id: int) -> None:
    """Does a job, if it is due and nobody else is at it."""
    job = jobs.take(job_id)
    if job is not None:
        with jobs.alive(job):
            HANDLERS[job.kind](job, ask)


@shared_task
def sweep() -> None:
    """Calls for whatever is due: messages get lost, workers die, brokers are flushed."""
    for job in jobs.due():
        jobs.wake(job, call)


@shared_task
def look_around() -> None:
    """Asks for a look at every source that is due; two beats in one slot ask for the same job."""
    ensure_sources()
    for source in due_sources():
        ask("look", source.slug, slot=slot(source))


def ask(kind: str, key: str, **more: Any) -> Job:
    """Asks for a job and calls a worker for it."""
    return jobs.ask(kind, key, send=call, **more)


def call(job: Job) -> None:
    """Sends the wake-up call for a job to its queue."""
    work.apply_async([job.pk], queue=QUEUES[job.kind])
