"""Doing a job: whatever happens to it, it ends in a sentence or is tried again."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError, connection

from markets.documents import jobs
from markets.documents.job import Job
from markets.ingest.fetch import backoff

log = logging.getLogger(__name__)

Ask = Callable[..., Any]
Handler = Callable[[Job, Ask], None]

LONGEST_PAUSE = 600.0  # seconds between two tries while the database cannot be used


def do(job: Job, handler: Handler, ask: Ask) -> None:
    """Runs the handler of a job that was taken. An error of ours is told in the job, and raised for the log."""
    try:
        with jobs.alive(job):
            handler(job, ask)
    except jobs.Lost as lost:
        log.warning("%s", lost)
    except SoftTimeLimitExceeded:
        jobs.end(
            job, Job.State.FAILED, "Timed out: it took longer than a job may take; nothing half-done is kept."
        )
    except (OperationalError, InterfaceError) as failure:
        # The database stopped, or its disk is full: that passes. If it cannot even be told, the lease runs out.
        connection.close()
        jobs.put_off(
            job,
            backoff(job.delays + 1, random.random, cap=LONGEST_PAUSE),
            f"The database could not be used ({first_line(failure)}); it is tried again.",
        )
    except Exception as failure:
        jobs.end(
            job,
            Job.State.FAILED,
            f"Stopped by an error of ours: {type(failure).__name__}: {first_line(failure)}",
        )
        raise


def first_line(failure: BaseException) -> str:
    """What an exception says, short enough for a sentence."""
    return (str(failure).strip().splitlines() or ["no word"])[0][:200]
