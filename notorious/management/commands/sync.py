"""`manage.py sync`: looks at every source for what is new, and takes it in, without a worker."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from markets.documents import jobs
from markets.documents.work import do_job
from markets.ingest.schedule import ensure_sources, overdue_sentence
from markets.job_kinds import JOB_HANDLERS
from markets.models import Job, Source


class Command(BaseCommand):
    """Looks at the sources now."""

    help = "Checks every source that is switched on, fetches what is new, and makes drafts of it."

    def handle(self, *args: Any, **options: Any) -> None:
        self.failed = 0
        ensure_sources()
        for source in Source.objects.filter(enabled=True):
            if source.not_before and source.not_before > timezone.now():
                until = f"{source.not_before:%Y-%m-%d %H:%M}"
                self.stdout.write(
                    f"{source}: checked again from {until}, as it asked. {source.last_sentence}"
                )
                continue
            _ask("poll", source.slug)
        # Also what an earlier run, or a worker, has left undone.
        while job := next(filter(None, (jobs.take_job(due.pk) for due in jobs.find_due_jobs())), None):
            self._do(job)
        if sentence := overdue_sentence():
            self.stdout.write(sentence)
        if self.failed:
            raise CommandError(f"{self.failed} of the jobs failed; each is named above.")

    def _do(self, job: Job) -> None:
        do_job(job, JOB_HANDLERS[job.kind], _ask)
        job.refresh_from_db()
        # A source that is to be tried again later did not answer either.
        unanswered = job.kind == "poll" and Source.objects.filter(slug=job.key, failures__gt=0).exists()
        self.failed += job.state == Job.State.FAILED or unanswered
        self.stdout.write(f"{job}: {job.sentence}")


def _ask(kind: str, key: str, **more: Any) -> Job:
    """Ask for a job, which this process finds by itself."""
    return jobs.queue_job(kind, key, send=lambda job: None, **more)
