"""Metrics that are read from the database at each scrape: jobs, sources, documents and the data version.

Every web server reports the same values. The number of queries is constant.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import Error
from django.db.models import Count, Max, Min, OuterRef, Q, Subquery
from django.utils import timezone
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from markets.ingest.schedule import overdue_since
from markets.job_kinds import JOB_QUEUES
from markets.models import DataVersion, Job, Reading, Snapshot, Source, SourcePoll

SUCCESSES = (SourcePoll.Outcome.FOUND, SourcePoll.Outcome.UNCHANGED)
UNREAD_STAGE = "stored"


class DatabaseMetrics:
    """Collect the metrics, or report that the database is away."""

    def collect(self) -> Iterable[Metric]:
        """Yield all metrics, or only that the database does not answer."""
        up = GaugeMetricFamily("notorious_database_up", "Whether the database answers: 1 or 0.")
        try:
            found = [*_jobs(), *_runs(), *_sources(), _snapshots(), *_data()]
        except Error:
            found = []
        up.add_metric([], 1 if found else 0)
        return [up, *found]


def _jobs() -> Iterable[Metric]:
    now = timezone.now()
    due = Q(state=Job.State.QUEUED, not_before__lte=now)
    rows = (
        Job.objects.order_by()
        .values("kind", "state")
        .annotate(count=Count("pk"), first=Min("not_before", filter=due))
    )
    counts = dict.fromkeys(((kind, state) for kind in JOB_QUEUES for state in Job.State.values), 0)
    ages = dict.fromkeys(JOB_QUEUES, 0.0)
    for row in rows:
        counts[row["kind"], row["state"]] = row["count"]
        if row["first"]:
            ages[row["kind"]] = (now - row["first"]).total_seconds()
    jobs = GaugeMetricFamily("notorious_jobs", "Jobs by kind and state.", labels=["kind", "queue", "state"])
    for (kind, state), count in counts.items():
        jobs.add_metric([kind, JOB_QUEUES.get(kind, ""), state], count)
    waits = GaugeMetricFamily(
        "notorious_job_oldest_waiting_seconds",
        "How long the job has waited that could have been taken up first; 0 where none waits.",
        labels=["kind", "queue"],
    )
    for kind, age in ages.items():
        waits.add_metric([kind, JOB_QUEUES.get(kind, "")], age)
    return jobs, waits


def _runs() -> Iterable[Metric]:
    rows = SourcePoll.objects.order_by().exclude(ended_at=None).values("source__slug", "outcome")
    runs = CounterMetricFamily("notorious_runs", "Looks that ended.", labels=["source", "outcome"])
    last: dict[str, datetime] = {}
    for row in rows.annotate(count=Count("pk"), last=Max("ended_at")):
        slug = row["source__slug"]
        runs.add_metric([slug, row["outcome"]], row["count"])
        if row["outcome"] in SUCCESSES:
            last[slug] = max(row["last"], last.get(slug, row["last"]))
    good = _times("notorious_source_last_success", "When a look last ended well.")
    for slug, when in last.items():
        good.add_metric([slug], when.timestamp())
    return runs, good


def _sources() -> Iterable[Metric]:
    now = timezone.now()
    enabled = GaugeMetricFamily("notorious_source_enabled", "Whether it is looked at.", labels=["source"])
    late = GaugeMetricFamily(
        "notorious_source_overdue",
        "1 where a look was due half an hour ago, or none was ever made; else 0.",
        labels=["source"],
    )
    new = _times("notorious_source_last_new", "When a look last brought something new.")
    for source in Source.objects.all():
        missed = source.last_seen_at is None or overdue_since(source, now) is not None
        enabled.add_metric([source.slug], int(source.enabled))
        late.add_metric([source.slug], int(source.enabled and missed))
        if source.last_new_at:
            new.add_metric([source.slug], source.last_new_at.timestamp())
    return enabled, late, new


def _times(name: str, says: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"{name}_timestamp_seconds", says, labels=["source"])


def _snapshots() -> Metric:
    latest = Reading.objects.filter(snapshot=OuterRef("pk")).order_by("-read_at").values("state")[:1]
    rows = (
        Snapshot.objects.order_by()
        .annotate(stage=Subquery(latest))
        .values("stage")
        .annotate(count=Count("pk"))
    )
    counts = dict.fromkeys((UNREAD_STAGE, *Reading.State.values), 0)
    counts.update({row["stage"] or UNREAD_STAGE: row["count"] for row in rows})
    snapshots = GaugeMetricFamily(
        "notorious_snapshots", "Documents by what came of them last.", labels=["stage"]
    )
    for stage, count in counts.items():
        snapshots.add_metric([stage], count)
    return snapshots


def _data() -> Iterable[Metric]:
    version = DataVersion.current()
    revision = GaugeMetricFamily("notorious_data_revision", "Moves at every change of public data.")
    revision.add_metric([], version.revision)
    changed = GaugeMetricFamily("notorious_data_changed_timestamp_seconds", "When public data last changed.")
    changed.add_metric([], version.changed_at.timestamp())
    return revision, changed
