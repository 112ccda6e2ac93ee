"""`manage.py sync`: looks at every source for what is new, and takes it in, without a worker."""

from typing import Any

from django.core.management.base import BaseCommand

from markets.documents import jobs
from markets.documents.sources import ensure_sources
from markets.ingest.handlers import HANDLERS
from markets.models import Job, Source


class Command(BaseCommand):
    """Looks at the sources now."""

    help = "Looks at every source that is switched on, and takes in what is new, up to draft."

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_sources()
        asked: list[Job] = []
        for source in Source.objects.filter(enabled=True):
            jobs.ask("look", source.slug, send=asked.append)
        while asked:
            job = jobs.take(asked.pop(0).pk)
            if job is None:
                continue
            with jobs.alive(job):
                HANDLERS[job.kind](
                    job, lambda kind, key, **more: jobs.ask(kind, key, send=asked.append, **more)
                )
            job.refresh_from_db()
            self.stdout.write(f"{job}: {job.sentence}")
