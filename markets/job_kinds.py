"""Every kind of job, with its handler and its queue."""

from collections.abc import Callable
from typing import Any

from markets.backfill.job import BACKFILL, backfill_year
from markets.ingest.job_handlers import INGEST_HANDLERS
from markets.models.job import Job

JOB_HANDLERS: dict[str, Callable[[Job, Callable[..., Any]], None]] = {
    **INGEST_HANDLERS,
    BACKFILL: backfill_year,
}
# Fetching waits for others, reading takes the processor: a slow source must not keep a report from being read.
JOB_QUEUES = {"read": "reading", "poll": "fetching", "fetch": "fetching", BACKFILL: "fetching"}
