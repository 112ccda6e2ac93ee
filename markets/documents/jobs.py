"""Asking for work, and who is at it. What is due is in PostgreSQL; the broker only carries wake-up calls."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from datetime import datetime, timedelta
from typing import Any

from django.db import Error, connection, transaction
from django.db.models import Q
from django.utils import timezone

from markets.documents.worker import is_dead, new_worker_id
from markets.models.job import Job

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
BEAT = 10  # seconds between two signs of life of a worker
MOST_ATTEMPTS = 3
# Nothing waits longer than a day, and no lease is longer than LEASE: what lies beyond was written by a clock
# that has been set back since.
LONGEST_WAIT, LONGEST_LEASE = timedelta(days=1, minutes=5), 10 * LEASE

Send = Callable[[Job], Any]
ENDED = (Job.State.DONE, Job.State.FAILED)


class Lost(Exception):
    """Another worker has the job now: what this one makes of it does not count any more."""


def queue_job(kind: str, key: str, *, send: Send, slot: str = "", by: Any = None) -> Job:
    """Return the job, queued in the caller's transaction and sent when that commits; asked for twice it is one.

    One without a slot that has ended is done again.
    """
    job, _ = Job.objects.get_or_create(kind=kind, key=key, slot=slot, defaults={"by": by})
    if not slot:
        _requeue(job)
    transaction.on_commit(lambda: wake_worker(job, send))
    return job


def repeat_job(job: Job, *, send: Send) -> None:
    """Do an ended job once more, whatever came of it."""
    _requeue(job)
    transaction.on_commit(lambda: wake_worker(job, send))


def _requeue(job: Job) -> None:
    fresh = {"attempts": 0, "delays": 0, "sentence": "", "progress": "", "ended_at": None}
    Job.objects.filter(pk=job.pk, state__in=ENDED).update(
        state=Job.State.QUEUED, not_before=timezone.now(), **fresh
    )
    job.refresh_from_db()


def wake_worker(job: Job, send: Send) -> None:
    """Send the wake-up call; where the broker is down the sweeper sends it later."""
    try:
        send(job)
    except Exception as failure:  # noqa: BLE001 - whatever the broker's client raises, the job is kept
        log.warning("Job %s waits for the sweeper: %s", job.pk, failure)


def find_due_jobs(now: datetime | None = None) -> list[Job]:
    """Jobs that nobody is at work on: queued ones, and those whose worker gave no sign of life or has ended."""
    at = now or timezone.now()
    waiting = Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING)
    return [job for job in Job.objects.filter(waiting).order_by("asked_at") if is_free(job, at)]


def is_free(job: Job, now: datetime) -> bool:
    """Return whether the job may be taken at this moment."""
    if job.state == Job.State.QUEUED:
        wait = job.not_before - now
        return not job.delays or not timedelta() < wait < LONGEST_WAIT
    if job.state != Job.State.RUNNING or job.lease_until is None:
        return False
    return not timedelta() < job.lease_until - now < LONGEST_LEASE or is_dead(job.worker_id)


def take_job(job_id: int) -> Job | None:
    """Return the job, if nobody else is at it. Attempts are counted before the work: a document may kill its worker."""
    with transaction.atomic():
        job = Job.objects.select_for_update(skip_locked=True).filter(pk=job_id).first()
        if job is None or not is_free(job, timezone.now()):
            return None
        job.attempts += 1
        job.state, job.lease_until, job.worker_id = Job.State.RUNNING, timezone.now() + LEASE, new_worker_id()
        job.save(update_fields=["attempts", "state", "lease_until", "worker_id"])
        if job.attempts > MOST_ATTEMPTS:
            end_job(job, Job.State.FAILED, f"Given up: {MOST_ATTEMPTS} attempts ended without a result.")
            return None
    return job


def end_job(job: Job, state: Job.State, sentence: str) -> None:
    """The job's outcome, in one sentence. Raises Lost."""
    _write(job, state=state, sentence=sentence, ended_at=timezone.now(), lease_until=None)
    log.info("Job %s (%s) is %s: %s", job.pk, job, state, sentence)


def reschedule_job(job: Job, seconds: float, sentence: str) -> None:
    """The job is to be tried again, not before `seconds` have passed; that costs no attempt. Raises Lost."""
    _write(
        job,
        state=Job.State.QUEUED,
        sentence=sentence,
        lease_until=None,
        not_before=timezone.now() + timedelta(seconds=seconds),
        attempts=max(job.attempts - 1, 0),
        delays=job.delays + 1,
    )
    log.info("Job %s (%s) is put off for %.0f s: %s", job.pk, job, seconds, sentence)


def log_progress(job: Job, line: str) -> None:
    """Add a line to the progress that the admin shows. Raises Lost."""
    _write(job, progress=f"{job.progress}\n{line}".strip())


def _write(job: Job, **values: Any) -> None:
    if not Job.objects.filter(pk=job.pk, worker_id=job.worker_id, state=Job.State.RUNNING).update(**values):
        raise Lost(f"Job {job.pk} has been taken by another worker.")
    for name, value in values.items():
        setattr(job, name, value)


@contextmanager
def renew_lease(job: Job) -> Iterator[None]:
    """Renew the lease while the work goes on, from a thread with a connection of its own."""
    stopped = threading.Event()

    def beat() -> None:
        while not stopped.wait(BEAT):
            try:
                mine = Job.objects.filter(pk=job.pk, worker_id=job.worker_id, state=Job.State.RUNNING)
                mine.update(lease_until=timezone.now() + LEASE)
            except Error as failure:
                log.warning("Job %s: the sign of life could not be given: %s", job.pk, failure)
                connection.close()  # a broken one would not be opened again
        connection.close()

    thread = threading.Thread(target=copy_context().run, args=(beat,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()
