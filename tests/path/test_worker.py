"""The same path through a real worker, and what holds when workers come and go."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from markets import tasks
from markets.documents import jobs
from markets.ingest.pipeline import store_snapshot
from markets.models import Job, Listing, Stage
from tests.markets.polling.processes import celery, wait_for
from tests.path.conftest import report


@pytest.fixture(scope="module")
def heartbeat(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The heartbeat file of a real prefork worker with one child, at the tests' database and broker."""
    file = tmp_path_factory.mktemp("worker") / "heartbeat"
    with celery("worker", "--concurrency=1", WORKER_HEARTBEAT=str(file)):
        yield file


def test_a_worker_touches_its_heartbeat_file_again_and_again(heartbeat: Path) -> None:
    wait_for(heartbeat.exists)
    first = heartbeat.stat().st_mtime_ns
    wait_for(lambda: heartbeat.stat().st_mtime_ns > first)


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_takes_a_report_from_stored_to_draft(clean_queue, heartbeat):
    snapshot = store_snapshot(report().content, file_name="report.pdf")
    job = tasks.ask("read", snapshot.sha256)
    done = wait_for(lambda: Job.objects.filter(pk=job.pk, ended_at__isnull=False).first())
    assert done.state == Job.State.DONE, done.sentence
    assert "Drafted" in done.progress
    drafted = Listing.objects.filter(stage=Stage.DRAFT)
    assert {each.printed_name for each in drafted} == {each["name"] for each in report().expected["listings"]}


@pytest.mark.django_db(transaction=True)
def test_a_lost_message_is_made_good_by_the_sweeper(clean_queue, heartbeat, monkeypatch):
    snapshot = store_snapshot(report().content)
    with monkeypatch.context() as patch:
        patch.setattr(tasks.work, "apply_async", lambda *args, **options: None)
        job = tasks.ask("read", snapshot.sha256)
    time.sleep(0.5)
    assert Job.objects.get(pk=job.pk).state == Job.State.QUEUED
    tasks.sweep.delay()
    wait_for(lambda: Job.objects.filter(pk=job.pk, state=Job.State.DONE).exists())


@pytest.mark.django_db
def test_a_task_that_runs_twice_works_once():
    snapshot = store_snapshot(report().content)
    job = tasks.ask("read", snapshot.sha256)
    tasks.work(job.pk)
    count = Listing.objects.count()
    tasks.work(job.pk)
    job.refresh_from_db()
    assert (Listing.objects.count(), job.attempts) == (count, 1)


@pytest.mark.django_db
def test_a_document_that_kills_its_worker_is_given_up_after_three_attempts():
    job = tasks.ask("read", store_snapshot(b"x").sha256)
    for _ in range(jobs.MOST_ATTEMPTS):
        assert jobs.take_job(job.pk) is not None
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert jobs.take_job(job.pk) is None
    job.refresh_from_db()
    assert job.state == Job.State.FAILED and "3 attempts" in job.sentence


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_does_not_lose_the_job():
    def send(job: Job) -> None:
        raise ConnectionError("the broker is down")

    job = jobs.queue_job("read", store_snapshot(b"x").sha256, send=send)
    assert Job.objects.get(pk=job.pk).state == Job.State.QUEUED
    assert job in jobs.find_due_jobs()
