"""The back-fill of one edition as a job: a lost message or a killed worker only delays it."""

from collections.abc import Callable
from typing import Any

from markets.backfill.run import backfill_edition
from markets.documents import jobs
from markets.ingest.source_client import get_source_client
from markets.models.job import Job

BACKFILL = "backfill"


def backfill_year(job: Job, ask: Callable[..., Any]) -> None:
    """Job `backfill`: the key is the year of an edition. What was drafted before is left alone."""
    result = backfill_edition(int(job.key), get_source_client(), lambda line: jobs.log_progress(job, line))
    state = Job.State.DONE if result.is_done else Job.State.FAILED
    jobs.end_job(job, state, result.sentence or f"{result.words.capitalize()}.")
