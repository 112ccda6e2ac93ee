"""One worker for all queues: what a slow source keeps waiting, and what it does not."""

import pytest

from markets import tasks
from markets.models import Job, Snapshot
from tests.faults.test_killed import Gate
from tests.markets.polling.conftest import report
from tests.markets.polling.processes import wait_for, worker

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


def test_a_report_is_read_before_any_source_that_waits_to_be_looked_at(originals, sources, clean_queue):
    gate = Gate(originals)
    originals.listener.behaviours["/rss.xml"] = gate
    tasks.ask("poll", "ustr-feed")
    with worker(REHEARSAL_ORIGINS=originals.origin):
        assert gate.reached.wait(60)
        for slug in ("ustr-notorious-markets", "newsroom", "federal-register"):
            tasks.ask("poll", slug)
        for seed in (7, 8, 9):
            tasks.ask("read", Snapshot.objects.store(report(seed).content).sha256)
        assert Job.objects.filter(state=Job.State.RUNNING).count() == 1
        gate.opened.set()
        wait_for(lambda: not Job.objects.filter(ended_at=None).exists())
    ended = list(Job.objects.exclude(kind="fetch").order_by("ended_at").values_list("kind", flat=True))
    assert ended == ["poll", "read", "read", "read", "poll", "poll", "poll"]
