"""What waits and may be told of by e-mail: each thing with a name under which it is told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Q
from django.urls import reverse

from markets.documents.sources import overdue_sentence, overdue_since
from markets.ingest.fetching import CHANGED
from markets.models import Find, Job, Reading, Run, Source
from notorious.queues.queues import QUEUES

# Kinds of work with a queue of their own. The others are long lists that nobody was waiting for today.
TOLD_OF = ("finds", "readings", "drafts", "reviewed", "assessments")
GOOD = (Run.Outcome.FOUND, Run.Outcome.UNCHANGED)
MANY = 6  # looks in a row that failed by what may pass: by then it has not passed for hours
RECENT = timedelta(days=7)  # a job that failed longer ago is no news


@dataclass(frozen=True, slots=True)
class Thing:
    """`key` names it for ever; `place` is the page where something can be done about it."""

    key: str
    heading: str
    says: str
    place: str


def things(now: datetime) -> list[Thing]:
    """All that waits, in the order in which it is told. A constant number of queries."""
    return [*_queued(), *_drafted(), *_late(now), *_failing(), *_failed(now)]


def _queued() -> Iterator[Thing]:
    for name in TOLD_OF:
        queue = QUEUES[name]
        for row in queue.rows():
            # A document that changed under its address is a new matter, although the find is the same.
            times = row.note.count(CHANGED) if isinstance(row, Find) else 0
            key = f"{name} {row.pk}" + (f" changed {times}" if times else "")
            yield Thing(key, queue.title, queue.says(row), queue.place(row))


def _drafted() -> Iterator[Thing]:
    """Drafts of editions without open problems; those with some wait among the readings."""
    fine = Q(problems__len=0) | Q(accepted_at__isnull=False)
    drafted = Reading.objects.filter(fine, state=Reading.State.DRAFTED, edition__isnull=False)
    for reading in drafted.select_related("edition").defer("parsed"):
        place = reverse("admin:markets_edition_desk", args=[reading.edition_id])
        key, heading = f"draft {reading.pk}", "Editions to be reviewed and published"
        yield Thing(key, heading, f"{reading.edition}, drafted {reading.read_at:%Y-%m-%d}", place)


def _late(now: datetime) -> Iterator[Thing]:
    if sentence := overdue_sentence(now.date()):
        place = reverse("admin:markets_find_changelist")
        yield Thing(f"list {sentence}"[:200], "Lists", sentence, place)
    for source in Source.objects.filter(enabled=True):
        if since := overdue_since(source, now):
            key, place = f"overdue {source.slug} {since:%Y-%m-%dT%H:%M}", _page(source)
            says = f"{source}: a look has been due since {since:%Y-%m-%d %H:%M} UTC"
            yield Thing(key, "Sources that are not looked at in time", says, place)


def _failing() -> Iterator[Thing]:
    """Sources whose latest look failed. However often they go on failing, that is one thing, until a look succeeds."""
    ended = Run.objects.exclude(ended_at=None)
    latest = ended.order_by("source_id", "-started_at", "-pk").distinct("source_id").select_related("source")
    good = dict(ended.filter(outcome__in=GOOD).order_by().values_list("source").annotate(Max("pk")))
    for run in latest:
        passes = run.outcome == Run.Outcome.LATER and run.source.failures < MANY
        if run.outcome not in GOOD and not passes and run.source.enabled:
            key = f"failing {run.source.slug} after {good.get(run.source_id, 0)}"
            says = f"{run.source}, {run.started_at:%Y-%m-%d %H:%M} UTC: {run.sentence}"
            yield Thing(key, "Looks at sources that fail", says, _page(run.source))


def _failed(now: datetime) -> Iterator[Thing]:
    """Documents that could not be had or read, by what was last tried."""
    jobs = Job.objects.filter(kind__in=("fetch", "read"), ended_at__gte=now - RECENT)
    last = {(job.kind, job.key): job for job in jobs.order_by("ended_at")}
    for (kind, key), job in last.items():
        if job.state == Job.State.FAILED:
            place = reverse("admin:markets_job_change", args=[job.pk])
            heading = "Documents that could not be had or read"
            yield Thing(f"failed {kind} {key}"[:200], heading, job.sentence, place)


def _page(source: Source) -> str:
    return reverse("admin:markets_source_change", args=[source.pk])
