"""What the worker does. Tasks take ids, may run twice, and are a few lines: the work is elsewhere."""

from typing import Any

from celery import current_app, shared_task
from django.conf import settings

from markets.archived_copies import look_up_archived_copies
from markets.curation.scheduling import publish_due
from markets.documents import jobs
from markets.documents.work import do_job
from markets.ingest.schedule import due_sources, ensure_sources, name_slot
from markets.ingest.source_client import get_source_client
from markets.job_kinds import JOB_HANDLERS, JOB_QUEUES
from markets.models.job import Job

# Where one worker serves all queues, it takes up whatever else waits before it goes out to a source. Redis
# counts from 0, which comes first and is what a message has that says nothing.
LOWEST_PRIORITY = 9


@shared_task
def work(job_id: int) -> None:
    """Do a job, if it is due and nobody else is at it."""
    job = jobs.take_job(job_id)
    if job is not None:
        do_job(job, JOB_HANDLERS[job.kind], ask)


@shared_task
def sweep() -> None:
    """Calls for whatever is due: messages get lost, workers die, brokers are flushed."""
    due = jobs.find_due_jobs()
    for queue in sorted(set(JOB_QUEUES.values())):
        mine = [job for job in due if JOB_QUEUES.get(job.kind) == queue]
        if mine and len(mine) > _messages(queue):  # else each has its message, and more would only pile up
            for job in mine:
                jobs.wake_worker(job, call)


def _messages(queue: str) -> int:
    """Return how many messages wait in a queue."""
    with current_app.connection_for_write() as broker:
        return int(broker.default_channel.queue_declare(queue).message_count)


@shared_task
def poll_due_sources() -> None:
    """Ask for a look at every source that is due; two beats in one slot ask for the same job."""
    ensure_sources()
    for source in due_sources():
        ask("poll", source.slug, slot=name_slot(source))


@shared_task
def publish_scheduled() -> None:
    """Publish the editions whose scheduled time has come."""
    publish_due()


@shared_task
def look_up_copies() -> None:
    """Ask an archive for copies of what is cited, where the operator turned this on."""
    if settings.ARCHIVE_LOOKUP_URL:
        look_up_archived_copies(get_source_client())


def ask(kind: str, key: str, **more: Any) -> Job:
    """Ask for a job and calls a worker for it."""
    return jobs.queue_job(kind, key, send=call, **more)


def again(job: Job) -> None:
    """Have an ended job done once more."""
    jobs.repeat_job(job, send=call)


def call(job: Job) -> None:
    """Send the wake-up call for a job to its queue."""
    queue = JOB_QUEUES[job.kind]
    work.apply_async([job.pk], queue=queue, priority=LOWEST_PRIORITY if queue == "fetching" else 0)
