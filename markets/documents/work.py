"""Doing a job: whatever happens to it, it ends in a sentence or is tried again."""

import logging
import random
import time
from collections.abc import Callable
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError, connection
from structlog.contextvars import bound_contextvars

from markets.backoff import choose_delay
from markets.documents import jobs
from markets.log_context import current_context
from markets.models.job import Job

log = logging.getLogger(__name__)

AskForJob = Callable[..., Any]
Handler = Callable[[Job, AskForJob], None]

LONGEST_PAUSE = 600.0  # seconds between two tries while the database cannot be used
MOST_CALLS = 45  # tries, a second apart, to tell a database that is away


def do_job(job: Job, handler: Handler, ask: AskForJob) -> None:
    """Runs the handler of a job that was taken. An error of ours is recorded in the job, and raised for the log."""
    # With the task's own context: the heartbeat thread has no current task.
    with bound_contextvars(**current_context(), job=job.pk, kind=job.kind, key=job.key, attempt=job.attempts):
        _do(job, handler, ask)


def _do(job: Job, handler: Handler, ask: AskForJob) -> None:
    try:
        with jobs.renew_lease(job):
            handler(job, ask)
    except jobs.Lost as lost:
        log.warning("%s", lost)
    except SoftTimeLimitExceeded:
        jobs.end_job(job, Job.State.FAILED, "Timed out. Nothing partial was stored.")
    except (OperationalError, InterfaceError) as failure:
        _try_again(job, failure)
    except Exception as failure:
        jobs.end_job(
            job,
            Job.State.FAILED,
            f"Stopped by a program error: {type(failure).__name__}: {first_line(failure)}",
        )
        raise


def _try_again(job: Job, failure: Exception) -> None:
    """The database stopped, or its disk is full: that passes. Where it stays away, the lease runs out."""
    sentence = f"The database could not be used ({first_line(failure)}); it will be tried again."
    for _ in range(MOST_CALLS):
        connection.close()  # a broken one would not be opened again
        try:
            jobs.reschedule_job(job, choose_delay(job.delays + 1, random.random, cap=LONGEST_PAUSE), sentence)
            return
        except jobs.Lost as lost:
            log.warning("%s", lost)
            return
        except (OperationalError, InterfaceError):
            time.sleep(1.0)
    log.warning("Job %s waits for the end of its lease: %s", job.pk, sentence)


def first_line(failure: BaseException) -> str:
    """Return what an exception says, short enough for a sentence."""
    return (str(failure).strip().splitlines() or ["no word"])[0][:200]
