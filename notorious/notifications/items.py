"""The items of the digest. Each has a key, under which a person is notified once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Q
from django.urls import reverse

from markets.ingest.document_fetch import CHANGED
from markets.ingest.schedule import overdue_sentence, overdue_since
from markets.models import DiscoveredDocument, Job, Reading, Source, SourcePoll
from notorious.queues.definitions import QUEUES

# The other queues are long lists, in which a new row is no news.
DIGEST_QUEUES = ("finds", "readings", "drafts", "reviewed", "assessments", "replies")
SUCCESSFUL_POLLS = (SourcePoll.Outcome.FOUND, SourcePoll.Outcome.UNCHANGED)
MAX_TEMPORARY_FAILURES = 6  # in a row: by then a temporary failure has lasted for hours
FAILED_JOB_AGE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DigestItem:
    """`key` never changes; `url` is the page where something can be done about it."""

    key: str
    heading: str
    text: str
    url: str


def collect_items(now: datetime) -> list[DigestItem]:
    """Return all items in their order in the e-mail. The number of queries is constant."""
    return [*_queued(), *_drafted(), *_late(now), *_failing(), *_failed(now)]


def _queued() -> Iterator[DigestItem]:
    for name in DIGEST_QUEUES:
        queue = QUEUES[name]
        for row in queue.open_rows():
            # A document that changed under its address is a new item.
            times = row.note.count(CHANGED) if isinstance(row, DiscoveredDocument) else 0
            key = f"{name} {row.pk}" + (f" changed {times}" if times else "")
            yield DigestItem(key, queue.title, queue.describe(row), queue.url(row))


def _drafted() -> Iterator[DigestItem]:
    """Yield drafts of editions without open problems; those with problems are in a queue."""
    fine = Q(problems__len=0) | Q(accepted_at__isnull=False)
    drafted = Reading.objects.filter(fine, state=Reading.State.DRAFTED, edition__isnull=False)
    for reading in drafted.select_related("edition").defer("parsed"):
        url = reverse("admin:markets_edition_desk", args=[reading.edition_id])
        key, heading = f"draft {reading.pk}", "Editions to be reviewed and published"
        yield DigestItem(key, heading, f"{reading.edition}, drafted {reading.read_at:%Y-%m-%d}", url)


def _late(now: datetime) -> Iterator[DigestItem]:
    if sentence := overdue_sentence(now.date()):
        url = reverse("admin:markets_discovereddocument_changelist")
        yield DigestItem(f"list {sentence}"[:200], "Lists", sentence, url)
    for source in Source.objects.filter(enabled=True):
        if since := overdue_since(source, now):
            key, url = f"overdue {source.slug} {since:%Y-%m-%dT%H:%M}", _page(source)
            says = f"{source}: its check has been overdue since {since:%Y-%m-%d %H:%M} UTC"
            yield DigestItem(key, "Sources with an overdue check", says, url)


def _failing() -> Iterator[DigestItem]:
    """Sources whose latest look failed. However often they go on failing, that is one thing, until a look succeeds."""
    ended = SourcePoll.objects.exclude(ended_at=None)
    latest = ended.order_by("source_id", "-started_at", "-pk").distinct("source_id").select_related("source")
    good = dict(
        ended.filter(outcome__in=SUCCESSFUL_POLLS).order_by().values_list("source").annotate(Max("pk"))
    )
    for run in latest:
        passes = run.outcome == SourcePoll.Outcome.LATER and run.source.failures < MAX_TEMPORARY_FAILURES
        if run.outcome not in SUCCESSFUL_POLLS and not passes and run.source.enabled:
            key = f"failing {run.source.slug} after {good.get(run.source_id, 0)}"
            says = f"{run.source}, {run.started_at:%Y-%m-%d %H:%M} UTC: {run.sentence}"
            yield DigestItem(key, "Sources whose checks fail", says, _page(run.source))


def _failed(now: datetime) -> Iterator[DigestItem]:
    """Documents that could not be fetched or read, by what was last tried."""
    jobs = Job.objects.filter(kind__in=("fetch", "read"), ended_at__gte=now - FAILED_JOB_AGE)
    last = {(job.kind, job.key): job for job in jobs.order_by("ended_at")}
    for (kind, key), job in last.items():
        if job.state == Job.State.FAILED:
            url = reverse("admin:markets_job_change", args=[job.pk])
            heading = "Documents that could not be fetched or read"
            yield DigestItem(f"failed {kind} {key}"[:200], heading, job.sentence, url)


def _page(source: Source) -> str:
    return reverse("admin:markets_source_change", args=[source.pk])
