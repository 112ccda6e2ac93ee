"""Two of everything: workers at one task, beats, processes that draft one edition; and limits of time."""

import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from celery.beat import PersistentScheduler
from django.conf import settings
from kombu import Producer

from markets import tasks
from markets.documents import jobs
from markets.job_kinds import JOB_QUEUES
from markets.models import Job, Listing, Reading, Snapshot, Source, SourcePoll, Stage
from notorious.celery import app
from tests.faults.locks import hold_lock, wait_until_blocked, waiting
from tests.markets.ingest.fetch.server import hang
from tests.markets.polling.conftest import report
from tests.markets.polling.processes import celery, environment, wait_for, worker

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


def ended(count: int = 1) -> bool:
    return Job.objects.filter(ended_at__isnull=False).count() == count


def test_two_workers_with_the_same_task_do_it_once(clean_queue):
    job = tasks.ask("read", Snapshot.objects.store(report().content).sha256)
    with worker() as one, worker() as other:
        with hold_lock("LOCK TABLE markets_listing IN EXCLUSIVE MODE"):
            wait_until_blocked()
            for _ in range(6):
                tasks.call(job)
            wait_for(lambda: _waiting("reading") == 0, 30, "the other worker has taken the doubles")
            assert (one.poll(), other.poll()) == (None, None)
        wait_for(ended)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.DONE, 1)
    assert Listing.objects.count() == len(report().expected["listings"])


def _waiting(queue: str) -> int:
    with app.connection_for_write() as broker:
        return broker.default_channel.queue_declare(queue).message_count


def past_schedule(path: Path) -> Path:
    """A beat's schedule whose every entry was last due long ago: a beat that opens it asks at once."""
    scheduler = PersistentScheduler(app, schedule_filename=str(path), lazy=False)
    for entry in scheduler.schedule.values():
        entry.last_run_at = datetime(2020, 1, 1, tzinfo=UTC)
    scheduler.sync()
    scheduler.close()
    return path


def test_two_beats_have_each_source_looked_at_once(originals, sources, clean_queue, tmp_path):
    originals.publish(2030, report().content)
    beats = [past_schedule(tmp_path / name) for name in ("one", "other")]
    with (
        celery("beat", f"--schedule={beats[0]}", f"--pidfile={tmp_path / 'one.pid'}"),
        celery("beat", f"--schedule={beats[1]}", f"--pidfile={tmp_path / 'other.pid'}"),
    ):
        wait_for(lambda: _waiting("notorious") >= 4, 60, "both beats have asked")
        with worker("-Q", "notorious,fetching,reading", REHEARSAL_ORIGINS=originals.origin):
            wait_for(lambda: Job.objects.exists() and not Job.objects.filter(ended_at=None).exists())
            wait_for(lambda: _waiting("notorious") == 0)
    counts = {source.slug: (source.polls.count(), Job.objects.filter(key=source.slug).count())
              for source in Source.objects.all()}  # fmt: skip
    assert set(counts.values()) == {(1, 1)}, counts


def test_two_processes_draft_one_edition_one_after_the_other(tmp_path):
    year = report().expected["edition"]["year"]
    files = [tmp_path / "one.pdf", tmp_path / "other.pdf"]
    files[0].write_bytes(report().content)
    files[1].write_bytes(report().content + b"\n% reissued\n")
    with hold_lock(f"SELECT pg_advisory_lock(hashtext('edition'), {year})"):
        running = [
            subprocess.Popen(
                [sys.executable, "manage.py", "ingest", str(path)],
                cwd=settings.BASE_DIR,
                env=environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
            for path in files
        ]
        wait_until_blocked(2)
        assert not Listing.objects.exists()
    for process in running:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    states = sorted(Reading.objects.values_list("state", flat=True))
    assert states == [Reading.State.DISCARDED, Reading.State.DRAFTED]
    assert Listing.objects.filter(stage=Stage.DRAFT).count() == len(report().expected["listings"])


def call(job: Job, soft: int, hard: int) -> None:
    """Sends the call with these limits, in seconds: a message carries its own."""
    queue = JOB_QUEUES[job.kind]
    tasks.work.apply_async([job.pk], queue=queue, soft_time_limit=soft, time_limit=hard)


def test_a_look_that_takes_too_long_ends_timed_out_and_the_worker_goes_on(
    originals, sources, clean_queue, at_the_desk
):
    release = threading.Event()
    originals.listener.serve("/rss.xml", hang(release))
    call(jobs.queue_job("poll", "ustr-feed", send=lambda job: None), 3, 30)
    with worker(REHEARSAL_ORIGINS=originals.origin) as whole:
        wait_for(ended)
        release.set()
        originals.open_docket()
        tasks.ask("poll", "federal-register")
        wait_for(lambda: Job.objects.filter(key="federal-register", state=Job.State.DONE).exists())
        assert whole.poll() is None
    job = Job.objects.get(key="ustr-feed")
    assert job.state == Job.State.FAILED and job.sentence.startswith("Timed out")
    assert SourcePoll.objects.get(source__slug="ustr-feed").outcome == SourcePoll.Outcome.BROKEN
    assert "Timed out" in at_the_desk.get("/admin/markets/job/").content.decode()


def test_a_worker_beyond_its_hard_limit_is_killed_and_the_job_given_up_after_three(clean_queue):
    """It waits for the database's answer, where no exception reaches it: only the kill does."""
    key = Snapshot.objects.store(report().content).sha256
    job = jobs.queue_job("read", key, send=lambda job: None)
    with worker() as whole, hold_lock("LOCK TABLE markets_listing IN EXCLUSIVE MODE"):

        def given_up() -> bool:
            if job in jobs.find_due_jobs() and not _waiting("reading"):
                call(job, 2, 3)
            time.sleep(0.2)
            return ended()

        wait_for(given_up)
        assert whole.poll() is None
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.FAILED, 4) and job.sentence.startswith(
        "Given up: 3 attempts"
    )
    wait_for(lambda: waiting() == 0)
    assert not Listing.objects.exists()


def test_a_worker_asked_to_end_in_the_middle_leaves_its_job_to_the_next(originals, sources, clean_queue):
    originals.publish(2030, report().content)
    tasks.ask("poll", "ustr-notorious-markets")
    with worker(REHEARSAL_ORIGINS=originals.origin) as leaving:
        with hold_lock("LOCK TABLE markets_listing IN EXCLUSIVE MODE"):
            wait_until_blocked()
            leaving.terminate()
            time.sleep(1)
        leaving.wait(40)
    with worker(REHEARSAL_ORIGINS=originals.origin):
        tasks.sweep()
        wait_for(lambda: Listing.objects.exists() and not Job.objects.filter(ended_at=None).exists())
    assert Listing.objects.filter(stage=Stage.DRAFT).count() == len(report().expected["listings"])
    assert not Job.objects.exclude(state=Job.State.DONE).exists()


def test_messages_that_are_no_task_of_ours_are_rejected_and_the_worker_goes_on(clean_queue):
    app.send_task("no.such.task", queue="reading")
    with app.connection_for_write() as broker:
        Producer(broker.default_channel).publish(
            b"cos\nsystem\n", routing_key="reading", content_type="application/x-python-serialize"
        )
    job = tasks.ask("read", Snapshot.objects.store(report().content).sha256)
    with worker() as whole:
        wait_for(lambda: Job.objects.filter(pk=job.pk, state=Job.State.DONE).exists())
        assert whole.poll() is None
        wait_for(lambda: _waiting("reading") == 0)
