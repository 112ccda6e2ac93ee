"""What holds of every job: it ends in a sentence, and one worker is at it."""

import os
import subprocess
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError
from django.utils import timezone

from markets import tasks
from markets.documents import jobs
from markets.documents.work import do_job
from markets.documents.worker import identify_machine, is_dead, new_worker_id
from markets.models import DiscoveredDocument, Fetch, Job, Listing, Reading, Snapshot
from notorious.celery import app
from tests.markets.polling.conftest import report

pytestmark = pytest.mark.django_db


def taken() -> Job:
    job = jobs.queue_job("read", "x", send=lambda job: None)
    taken = jobs.take_job(job.pk)
    assert taken is not None
    return taken


def raising(error: Exception):
    def handler(job: Job, ask: object) -> None:
        jobs.log_progress(job, "begun")
        raise error

    return handler


def test_a_job_that_takes_too_long_ends_timed_out():
    job = taken()
    do_job(job, raising(SoftTimeLimitExceeded()), None)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED and job.sentence.startswith("Timed out") and job.progress == "begun"


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_database_cannot_be_used_is_tried_again_and_loses_no_attempt():
    job = taken()
    do_job(job, raising(OperationalError("could not extend file: No space left on device\nHINT: …")), None)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.delays) == (Job.State.QUEUED, 0, 1)
    assert job.sentence.startswith("The database could not be used (could not extend file: No space")


def test_an_error_of_ours_is_stated_in_the_job_and_raised_for_the_log():
    job = taken()
    with pytest.raises(KeyError):
        do_job(job, raising(KeyError("a field")), None)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED and "KeyError" in job.sentence


def test_a_worker_that_lost_its_job_writes_nothing_more_to_it():
    first = taken()
    Job.objects.filter(pk=first.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    second = jobs.take_job(first.pk)
    assert second is not None and second.worker_id != first.worker_id
    with pytest.raises(jobs.Lost):
        jobs.end_job(first, Job.State.FAILED, "said by one who is out of it")
    do_job(first, lambda job, ask: jobs.log_progress(job, "late"), None)
    jobs.end_job(second, Job.State.DONE, "done")
    second.refresh_from_db()
    assert (second.state, second.sentence, second.progress) == (Job.State.DONE, "done", "")


def test_the_job_of_a_process_that_has_ended_is_free_at_once():
    job = taken()
    assert jobs.take_job(job.pk) is None
    ended = subprocess.Popen(["true"])
    ended.wait()
    Job.objects.filter(pk=job.pk).update(worker_id=f"{identify_machine()} {ended.pid} x")
    assert job in jobs.find_due_jobs()
    assert jobs.take_job(job.pk) is not None


def test_of_a_process_on_another_machine_only_its_lease_is_known():
    assert not is_dead(f"elsewhere pid:[1] {2**22 + 1} x")
    assert not is_dead(new_worker_id()) and not is_dead("") and str(os.getpid()) in new_worker_id()


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=30)])
def test_a_clock_that_was_set_back_keeps_no_job_waiting(back):
    queued = jobs.queue_job("read", "queued", send=lambda job: None)
    running = taken()
    now = timezone.now() - back
    assert queued in jobs.find_due_jobs(now) and running in jobs.find_due_jobs(now)
    reschedule = jobs.queue_job("read", "put off", send=lambda job: None)
    Job.objects.filter(pk=reschedule.pk).update(delays=1, not_before=timezone.now() + timedelta(days=2))
    assert reschedule in jobs.find_due_jobs(now)


def test_a_job_that_was_put_off_waits_for_its_time():
    job = taken()
    jobs.reschedule_job(job, 600, "later")
    assert jobs.take_job(job.pk) is None
    assert job in jobs.find_due_jobs(timezone.now() + timedelta(seconds=601))


@pytest.mark.django_db(transaction=True)
def test_the_sweeper_sends_what_has_no_message_and_piles_nothing_up(clean_queue):
    def waiting() -> int:
        with app.connection_for_write() as broker:
            return broker.default_channel.queue_declare("reading").message_count

    for number in range(5):
        tasks.ask("read", f"no such snapshot {number}")
    assert waiting() == 5
    for _ in range(3):
        tasks.sweep()
    assert waiting() == 5
    app.control.purge()
    tasks.sweep()
    assert waiting() == 5


def counted() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (DiscoveredDocument, Snapshot, Reading, Listing))


@pytest.mark.django_db(transaction=True)
def test_every_kind_of_job_done_twice_is_done_once(originals, sources, clean_queue):
    originals.publish(2030, report().content)
    originals.open_docket()
    originals.comment(9, "attachment_1.pdf")
    asked = [tasks.ask("poll", slug) for slug in sorted(sources)]
    done = []
    while due := jobs.find_due_jobs():
        for job in due:
            tasks.work(job.pk)
            done.append(job)
    before, fetches = counted(), Fetch.objects.count()
    assert {job.kind for job in done} == {"poll", "fetch", "read"} and len(done) > len(asked)
    for job in done:
        tasks.again(job)
        tasks.work(job.pk)
        tasks.work(job.pk)
    assert counted() == before
    assert not Job.objects.filter(state=Job.State.FAILED).exists()
    assert Fetch.objects.count() >= fetches  # every time that bytes came is kept, and they are the same bytes
