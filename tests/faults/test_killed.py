"""A worker killed with SIGKILL in each stage: nothing half-done is seen, and the next worker ends the work."""

import contextlib
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from markets import tasks
from markets.models import DiscoveredDocument, Job, Listing, Reading, Snapshot, SourcePoll, Stage
from tests.faults.locks import hold_lock, wait_until_blocked
from tests.markets.ingest.fetch.server import Handler
from tests.markets.polling.conftest import report
from tests.markets.polling.processes import beating_worker, children_of, kill, wait_for, worker

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

SOURCE = "ustr-notorious-markets"
ACROSS = 60  # seconds within which a killed worker's job has to be done by another


class Gate:
    """Lets the source answer only once the test has opened it; `reached` when somebody waits."""

    def __init__(self, originals) -> None:
        self.originals, self.reached, self.opened = originals, threading.Event(), threading.Event()

    def __call__(self, handler: Handler) -> None:
        self.reached.set()
        self.opened.wait(60)
        self.originals.respond(handler)


@contextlib.contextmanager
def looking(gate: Gate, victim):
    assert gate.reached.wait(60)
    yield
    kill(victim)
    gate.opened.set()


@contextlib.contextmanager
def locked(statement: str, gate: Gate, victim):
    """The report is asked for; then the lock is taken, and the source answers."""
    assert gate.reached.wait(60)
    with hold_lock(statement):
        gate.opened.set()
        wait_until_blocked()
        yield
        kill(victim)


@contextlib.contextmanager
def reading(gate: Gate, victim):
    """Its child reads the file."""
    gate.opened.set()

    def grandchildren() -> list[int]:
        return [each for child in children_of(victim) for each in _children(child)]

    wait_for(grandchildren, 60)
    yield
    kill(victim)


def _children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        tasks_of = Path(f"/proc/{pid}/task").glob("*/children")
        return [int(each) for path in tasks_of for each in path.read_text().split()]
    return []


INDEX = "/issue-areas/intellectual-property/notorious-markets-list"
# stage: (what is slowed at the source, how the worker is kept there)
STAGES = {
    "looking": ("index", looking),
    "found": ("index", lambda *who: locked("LOCK TABLE markets_discovereddocument IN EXCLUSIVE MODE", *who)),
    "fetching": ("report", looking),
    "fetched, not stored": (
        "report",
        lambda *who: locked("LOCK TABLE markets_snapshot IN EXCLUSIVE MODE", *who),
    ),
    "stored, not tied": (
        "report",
        lambda *who: locked("LOCK TABLE markets_discovereddocument IN EXCLUSIVE MODE", *who),
    ),
    "tied, not read": (
        "report",
        lambda *who: locked("LOCK TABLE markets_reading IN ACCESS EXCLUSIVE MODE", *who),
    ),
    "reading": ("report", reading),
    "parsed, not kept": ("report", lambda *who: locked("LOCK TABLE markets_reading IN EXCLUSIVE MODE", *who)),
    "drafting": ("report", lambda *who: locked("LOCK TABLE markets_listing IN EXCLUSIVE MODE", *who)),
    "drafted, not committed": (
        "report",
        lambda *who: locked("LOCK TABLE markets_recommendation IN EXCLUSIVE MODE", *who),
    ),
}


def only_whole() -> bool:
    """No draft, or the whole of it."""
    return Listing.objects.count() in {0, len(report().expected["listings"])}


def nothing_lost_nothing_doubled() -> None:
    assert not Job.objects.exclude(state=Job.State.DONE).exists(), list(
        Job.objects.values("kind", "sentence")
    )
    assert (
        DiscoveredDocument.objects.filter(kind="report").count()
        == Snapshot.objects.filter(readings__isnull=False).count()
        == 1
    )
    assert Reading.objects.get().state == Reading.State.DRAFTED
    assert Listing.objects.filter(stage=Stage.DRAFT).count() == len(report().expected["listings"])


@pytest.mark.parametrize("stage", STAGES)
def test_a_worker_killed_in_a_stage_leaves_nothing_half_done_and_the_next_ends_it(
    stage, originals, sources, clean_queue
):
    slowed, hold = STAGES[stage]
    release = originals.publish(2030, report().content)
    gate = Gate(originals)
    path = (
        INDEX
        if slowed == "index"
        else release.report.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
    )
    for spelled in {path, path.replace("%28", "(").replace("%29", ")")}:
        originals.listener.behaviours[spelled] = gate
    tasks.ask("poll", SOURCE)
    with worker(REHEARSAL_ORIGINS=originals.origin) as victim, hold(gate, victim):
        assert only_whole() and not Listing.objects.exists()
        assert Job.objects.filter(state=Job.State.RUNNING).count() == 1
    assert only_whole()
    begun = time.monotonic()
    with worker(REHEARSAL_ORIGINS=originals.origin):
        tasks.sweep()
        wait_for(lambda: Listing.objects.exists() and not Job.objects.filter(ended_at=None).exists(), ACROSS)
    print(f"killed while {stage}: done {time.monotonic() - begun:.1f} s after the next worker was started")
    nothing_lost_nothing_doubled()
    broken = SourcePoll.objects.filter(outcome=SourcePoll.Outcome.BROKEN)
    assert broken.count() == (1 if slowed == "index" else 0)
    assert not SourcePoll.objects.filter(ended_at=None).exists()


def test_the_whole_worker_killed_is_made_good_by_the_next_ones_beat(
    originals, sources, clean_queue, tmp_path
):
    originals.publish(2030, report().content)
    tasks.ask("poll", SOURCE)
    with (
        worker(REHEARSAL_ORIGINS=originals.origin) as victim,
        hold_lock("LOCK TABLE markets_listing IN EXCLUSIVE MODE"),
    ):
        wait_until_blocked()
        kill(victim)
    begun = time.monotonic()
    with beating_worker(tmp_path, REHEARSAL_ORIGINS=originals.origin):
        wait_for(lambda: Listing.objects.exists() and not Job.objects.filter(ended_at=None).exists(), ACROSS)
    print(
        f"whole worker killed: done {time.monotonic() - begun:.1f} s after the next was started, by its beat"
    )
    nothing_lost_nothing_doubled()


def test_the_pools_process_killed_is_made_good_by_the_same_worker(originals, sources, clean_queue):
    originals.publish(2030, report().content)
    tasks.ask("poll", SOURCE)
    with worker(REHEARSAL_ORIGINS=originals.origin) as whole:
        with hold_lock("LOCK TABLE markets_listing IN EXCLUSIVE MODE"):
            wait_until_blocked()
            os.kill(children_of(whole)[0], signal.SIGKILL)
        begun = time.monotonic()
        wait_for(lambda: Listing.objects.exists() and not Job.objects.filter(ended_at=None).exists(), ACROSS)
        print(f"pool's process killed: done {time.monotonic() - begun:.1f} s later")
    nothing_lost_nothing_doubled()
    assert Job.objects.get(kind="read").attempts == 2


def test_a_document_that_kills_its_worker_each_time_is_given_up_and_the_queue_goes_on(
    at_the_desk, clean_queue
):
    tasks.ask("read", Snapshot.objects.store(report().content).sha256)
    with worker() as whole:
        for _ in range(3):
            with hold_lock("LOCK TABLE markets_listing IN EXCLUSIVE MODE"):
                wait_until_blocked()
                os.kill(children_of(whole)[0], signal.SIGKILL)
        wait_for(lambda: Job.objects.filter(ended_at__isnull=False).exists(), ACROSS)
        other = tasks.ask("read", Snapshot.objects.store(report(8).content).sha256)
        wait_for(lambda: Job.objects.filter(pk=other.pk, state=Job.State.DONE).exists(), ACROSS)
    poison = Job.objects.exclude(pk=other.pk).get()
    assert (
        poison.state == Job.State.FAILED and poison.sentence == "Given up: 3 attempts ended without a result."
    )
    page = at_the_desk.get("/admin/markets/job/").content.decode()
    assert poison.sentence in page
