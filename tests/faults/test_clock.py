"""The wall clock of beat and worker is set forward and back while they run; those of the servers stay right."""

import shutil
import struct
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.site import Site
from tests.markets.ingest.fetch.server import answer, listening
from tests.markets.polling.conftest import report
from tests.markets.polling.processes import wait_for

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(
        shutil.which("cc") is None, reason="needs a C compiler (cc) for the library that sets the clock"
    ),
]

HOUR = 3600
OURS_ALONE = """
from markets.ingest.schedule import ensure_sources
from markets.models import Source
ensure_sources()
Source.objects.update(enabled=False)
"""
WITHIN = 60  # seconds: beat sweeps every fifteen


@pytest.fixture
def clock(site: Site) -> tuple[Callable[[int], None], dict[str, str]]:
    """Sets the clock wrong by this many seconds; and what a process needs to go by it."""
    library, file = site.folder / "clock.so", site.folder / "clock"
    source = Path(__file__).with_name("clock.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"], check=True)
    file.write_bytes(struct.pack("q", 0))

    def wrong_by(seconds: int) -> None:
        with file.open("r+b") as opened:
            opened.write(struct.pack("q", seconds))

    return wrong_by, {"LD_PRELOAD": str(library), "CLOCK_FILE": str(file)}


@pytest.mark.parametrize(
    "jump", [HOUR, -HOUR, -400 * 24 * HOUR], ids=["an hour on", "an hour back", "a year back"]
)
def test_jobs_and_looks_go_on_wherever_the_clock_is_set(site: Site, clock, jump: int) -> None:
    wrong_by, preload = clock
    with listening() as listener:
        page = listener.serve(
            "/page", answer(200, b"<a href='/Notorious Markets.pdf'>List</a>", type="text/html")
        )
        listener.serve("/Notorious%20Markets.pdf", answer(200, report().content))
        site.do(OURS_ALONE)
        site.query(
            "INSERT INTO markets_source (slug, name, kind, url, enabled, every_minutes, last_sentence, failures, "
            "etag, last_modified) VALUES ('page', 'Page', 'ustr_page', %s, true, 30, '', 0, '', '')",
            page,
        )
        site.do("from markets import tasks; tasks.ask('poll', 'page')")
        site.work(REHEARSAL_ORIGINS=listener.origin, **preload)
        wait_for(
            lambda: site.query("SELECT 1 FROM markets_sourcepoll WHERE ended_at IS NOT NULL"),
            WITHIN,
            "a look",
        )
        site.all_done(WITHIN)
        wait_for(lambda: swept(site, "before"), WITHIN, "beat has swept by the old time")
        wrong_by(jump)
        shown = site.query("SELECT now() + %s * interval '1 second'", jump)[0][0]
        begun = time.monotonic()
        wait_for(lambda: swept(site, "after"), WITHIN, "beat goes on")
        print(f"clock set by {jump} s: beat swept {time.monotonic() - begun:.1f} s later")
        site.read(report(8).content)
        site.all_done(WITHIN)
        ended = site.query("SELECT ended_at FROM markets_job WHERE kind = 'read' ORDER BY ended_at DESC")
        assert any(abs((at - shown).total_seconds()) < 120 for (at,) in ended), (
            "the worker went by the wrong clock"
        )
        assert site.query("SELECT count(*) FROM markets_job WHERE state <> 'done'") == [(0,)], site.jobs()
        assert site.query("SELECT max(attempts) FROM markets_job") == [(1,)]


def swept(site: Site, slot: str) -> bool:
    """A job without a message was done: only the sweep can have called for it."""
    site.query(
        "INSERT INTO markets_job (kind, key, slot, state, attempts, delays, not_before, progress, sentence, "
        "worker_id, asked_at) VALUES ('poll', 'page', %s, 'queued', 0, 0, now(), '', '', '', now()) "
        "ON CONFLICT DO NOTHING",
        slot,
    )
    return bool(site.query("SELECT 1 FROM markets_job WHERE slot = %s AND state = 'done'", slot))
