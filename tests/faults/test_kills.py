"""Kills at random moments of a report's way. NOTORIOUS_KILLS says how many: a thousand take an hour."""

import os
import random
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings

from tests.faults.site import Site
from tests.markets.polling.conftest import report
from tests.markets.polling.processes import children_of, kill, wait_for

pytestmark = pytest.mark.faults

KILLS = int(os.environ.get("NOTORIOUS_KILLS") or 10)
SEED = int(os.environ.get("NOTORIOUS_SEED") or random.randrange(10**6))
WHOLE_WORKER = (
    0.05  # the share of kills that hit the worker with all its processes, the others its pool's one
)
WITHIN = 60  # seconds
DONE = "SELECT count(*) FROM markets_job WHERE state = 'done'"
DRAFTS = (
    "SELECT r.id, (SELECT count(*) FROM markets_listing l WHERE l.reading_id = r.id), "
    "(SELECT count(*) FROM markets_listing l WHERE l.reading_id = r.id AND l.stage = 'draft'), r.state "
    "FROM markets_reading r"
)
ORPHANS = (
    "SELECT (SELECT count(*) FROM markets_listing WHERE reading_id IS NULL)"
    " + (SELECT count(*) FROM markets_recommendation WHERE listing_id IS NULL)"
    " + (SELECT count(*) FROM markets_snapshot s WHERE NOT EXISTS"
    " (SELECT 1 FROM markets_fetch f WHERE f.snapshot_id = s.id))"
    " + (SELECT count(*) FROM markets_job WHERE state NOT IN ('done', 'failed'))"
    " + (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory')"
)


ASK = """
import sys, django
django.setup()
from markets import tasks
from markets.ingest.pipeline import store_snapshot
for line in sys.stdin:
    tasks.ask("read", store_snapshot(bytes.fromhex(line), file_name="report.pdf").sha256)
    print("asked", flush=True)
"""


class Asker:
    """A process that asks for report after report, since to start one takes longer than to read a report."""

    def __init__(self, site: Site) -> None:
        environment = {**site.environment, "DJANGO_SETTINGS_MODULE": "notorious.settings"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", ASK], cwd=settings.BASE_DIR, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def ask(self, content: bytes) -> None:
        self.process.stdin.write(content.hex() + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "asked\n"

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(20)


class Watcher(threading.Thread):
    """Looks at the drafts all the time; `partial` are those that were seen in part."""

    def __init__(self, site: Site, listings: int) -> None:
        super().__init__(daemon=True)
        self.site, self.listings = site, listings
        self.looks, self.partial, self.over = 0, [], threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.02):
            for row in self.site.query(DRAFTS):
                _, count, draft, state = row
                here = (count, draft)
                if here != {"drafted": (self.listings, self.listings), "discarded": (self.listings, 0)}.get(
                    state, (0, 0)
                ):
                    self.partial.append(row)
            self.looks += 1


def test_kills_at_random_moments_leave_nothing_in_part_and_every_job_done(site: Site) -> None:
    chance = random.Random(SEED)
    listings = len(report().expected["listings"])
    site.work()
    site.read(report().content)
    site.all_done(WITHIN)
    asker = Asker(site)
    begun = time.monotonic()
    asker.ask(report().content + b"\n% to see how long it takes\n")
    wait_for(lambda: site.query(DONE) == [(2,)], WITHIN)
    usual = time.monotonic() - begun
    watcher = Watcher(site, listings)
    watcher.start()
    slowest = hit = 0.0
    for number in range(KILLS):
        asker.ask(report().content + b"\n%% issue %d\n" % number)
        time.sleep(chance.uniform(0, usual))
        hit += bool(site.jobs().get("running"))
        if chance.random() < WHOLE_WORKER:
            kill(site.worker)
            site.work()
        else:
            for child in children_of(site.worker):
                os.kill(child, signal.SIGKILL)
        begun = time.monotonic()
        wait_for(
            lambda wanted=number + 3: site.query(DONE) == [(wanted,)], WITHIN, f"job {number}, seed {SEED}"
        )
        slowest = max(slowest, time.monotonic() - begun)
    asker.end()
    watcher.over.set()
    watcher.join()
    print(f"seed {SEED}: {KILLS} kills, {hit:.0f} of them in the middle of a job; {watcher.looks} looks at the drafts; "
          f"the slowest job was done {slowest:.1f} s after its kill")  # fmt: skip
    assert watcher.partial == []
    assert site.query(ORPHANS) == [(0,)]
    assert site.query("SELECT state, count(*) FROM markets_reading GROUP BY state ORDER BY state") == [
        ("discarded", KILLS + 1), ("drafted", 1)
    ]  # fmt: skip
