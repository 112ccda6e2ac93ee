"""Asking for work and doing it. What is due stands in PostgreSQL; the broker only carries wake-up calls."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from markets.documents.job import Job

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
BEAT = 10  # seconds between two signs of life of a worker
MOST_ATTEMPTS = 3

Send = Callable[[Job], Any]


def ask(kind: str, key: str, *, send: Send, slot: str = "", by: Any = None) -> Job:
    """The job, queued in the caller's transaction and sent when that commits; asked for twice it is one."""
    job, _ = Job.objects.get_or_create(kind=kind, key=key, slot=slot, defaults={"by": by})
    if job.state in {Job.State.DONE, Job.State.FAILED} and not slot:  # asked for anew
        Job.objects.filter(pk=job.pk).update(
            state=Job.State.QUEUED,
            attempts=0,
            delays=0,
            sentence="",
            progress="",
            ended_at=None,
            not_before=timezone.now(),
        )
        job.refresh_from_db()
    transaction.on_commit(lambda: wake(job, send))
    return job


def wake(job: Job, send: Send) -> None:
    """Sends the wake-up call; where the broker is down the sweeper sends it later."""
    try:
        send(job)
    except Exception as failure:  # noqa: BLE001 - whatever the broker's client raises, the job is kept
        log.warning("Job %s waits for the sweeper: %s", job.pk, failure)


def due() -> QuerySet[Job]:
    """Jobs that nobody is at work on: queued ones, and those whose worker has given no sign of life."""
    now = timezone.now()
    left = Q(state=Job.State.RUNNING, lease_until__lt=now)
    return Job.objects.filter(Q(state=Job.State.QUEUED) | left, not_before__lte=now)


def take(job_id: int) -> Job | None:
    """The job, if nobody else is at it. Attempts are counted before the work: a document may kill its worker."""
    with transaction.atomic():
        job = due().select_for_update(skip_locked=True).filter(pk=job_id).first()
        if job is None:
            return None
        job.attempts = F("attempts") + 1
        job.state, job.lease_until = Job.State.RUNNING, timezone.now() + LEASE
        job.save(update_fields=["attempts", "state", "lease_until"])
        job.refresh_from_db()
        if job.attempts > MOST_ATTEMPTS:
            end(job, Job.State.FAILED, f"Given up: {MOST_ATTEMPTS} attempts ended without a result.")
            return None
    return job


def end(job: Job, state: Job.State, sentence: str) -> None:
    """The job's outcome, in one sentence."""
    job.state, job.sentence, job.ended_at, job.lease_until = state, sentence, timezone.now(), None
    job.save(update_fields=["state", "sentence", "ended_at", "lease_until"])


def put_off(job: Job, seconds: float, sentence: str) -> None:
    """The job is to be tried again, not before `seconds` have passed; that costs no attempt."""
    job.state, job.sentence, job.lease_until = Job.State.QUEUED, sentence, None
    job.not_before = timezone.now() + timedelta(seconds=seconds)
    job.attempts, job.delays = max(job.attempts - 1, 0), job.delays + 1
    job.save(update_fields=["state", "sentence", "lease_until", "not_before", "attempts", "delays"])


def tell(job: Job, line: str) -> None:
    """Adds a line to the progress that the admin shows."""
    job.progress = f"{job.progress}\n{line}".strip()
    job.save(update_fields=["progress"])


@contextlib.contextmanager
def alive(job: Job) -> Iterator[None]:
    """Renews the lease while the work goes on, from a thread with a connection of its own."""
    stopped = threading.Event()

    def beat() -> None:
        while not stopped.wait(BEAT):
            with contextlib.suppress(Exception):
                Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() + LEASE)
        connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()
