"""PostgreSQL and Valkey stopped, killed, flushed and started again under a worker that goes on."""

import hashlib
import os
import signal
import subprocess
import threading
import time

import pytest

from notorious.devserver.valkey import send_command
from tests.faults.site import Site
from tests.markets.ingest.fetch.server import answer, listening
from tests.markets.polling.conftest import report
from tests.markets.polling.processes import wait_for

pytestmark = pytest.mark.faults

JUNK = 12  # files that are read and refused at once
WITHIN = 60  # seconds after its return


def reports(*seeds: int) -> list[bytes]:
    return [report(seed).content for seed in seeds]


def junk() -> list[bytes]:
    return [b"GIF89a" + bytes([number]) * 400 for number in range(JUNK)]


def years(*seeds: int) -> set[int]:
    return {report(seed).expected["edition"]["year"] for seed in seeds}


def whole(site: Site, *seeds: int) -> None:
    """One draft for every year, with all of its listings, and nothing else."""
    drafted = site.query(
        "SELECT e.year, count(l.id) FROM markets_reading r JOIN markets_edition e ON e.id = r.edition_id "
        "JOIN markets_listing l ON l.reading_id = r.id WHERE r.state = 'drafted' GROUP BY e.year"
    )
    assert {year for year, _ in drafted} == years(*seeds)
    expected = {
        each.expected["edition"]["year"]: len(each.expected["listings"]) for each in map(report, seeds)
    }
    assert dict(drafted) == expected
    assert site.query("SELECT count(*) FROM markets_listing WHERE reading_id IS NULL") == [(0,)]


def seeds_of_different_years(count: int) -> list[int]:
    found: dict[int, int] = {}
    for seed in range(1, 60):
        found.setdefault(report(seed).expected["edition"]["year"], seed)
        if len(found) == count:
            break
    return list(found.values())


@pytest.mark.parametrize("how", ["stopped", "killed"])
def test_postgresql_gone_in_the_middle_of_a_draft_loses_nothing(site, how):
    seeds = seeds_of_different_years(3)
    site.read(*reports(*seeds), *junk())
    site.work()
    wait_for(lambda: site.jobs().get("running"), 60)
    site.kill_postgres() if how == "killed" else site.stop_postgres()
    time.sleep(2)
    site.start_postgres()
    seconds = site.all_done(WITHIN)
    print(f"PostgreSQL {how}: all done {seconds:.1f} s after its return; {site.jobs()}")
    assert site.worker.poll() is None, "the worker goes on"
    assert site.jobs() == {"done": len(seeds), "failed": JUNK}
    refused = site.query("SELECT DISTINCT sentence FROM markets_job WHERE state = 'failed'")
    assert len(refused) == 1 and "not a PDF" in refused[0][0]
    whole(site, *seeds)


@pytest.mark.parametrize("how", ["flushed", "restarted empty"])
def test_a_broker_that_forgot_everything_loses_nothing(site, how):
    seeds = seeds_of_different_years(2)
    site.read(*reports(*seeds), *junk())
    site.work()
    wait_for(lambda: site.jobs().get("running") or site.jobs().get("done"), 60)
    if how == "flushed":
        site.flush_valkey()
    else:
        site.stop_valkey()
        time.sleep(3)
        site.start_valkey()  # not durable here: what it kept is gone
    left = site.jobs()
    seconds = site.all_done(WITHIN)
    print(f"Valkey {how} with {left}: all done {seconds:.1f} s after its return")
    assert site.jobs() == {"done": len(seeds), "failed": JUNK}
    assert site.query("SELECT max(attempts) FROM markets_job") <= [(2,)]
    whole(site, *seeds)


def test_a_broker_that_is_down_keeps_no_upload_from_being_asked_for(site):
    site.stop_valkey()
    site.read(report().content)
    assert site.jobs() == {"queued": 1}
    site.start_valkey()
    site.work()
    site.all_done(WITHIN)
    assert site.jobs() == {"done": 1}


@pytest.fixture
def small_disk(site):
    """A tablespace of 12 MB for the bytes of snapshots: full long before the write-ahead log is."""
    folder = site.servers.paths.state / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("needs root and the right to mount a file system that can be filled")
    try:
        user = site.servers.paths.user
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        site.query(f"CREATE TABLESPACE small LOCATION '{folder}'", superuser=True)
        site.query("ALTER TABLE markets_snapshot SET TABLESPACE small", superuser=True)
        yield folder
    finally:
        site.stop_postgres()
        subprocess.run(["umount", folder], check=False)


def test_a_disk_that_is_full_while_a_snapshot_is_written_keeps_nothing_half_and_all_of_it_later(
    site, small_disk
):
    content = report().content + b"\n" + b"".join(hashlib.sha512(b"%d" % n).digest() for n in range(400_000))
    with listening() as listener:
        site.query(
            "INSERT INTO markets_source (slug, name, kind, url, enabled, every_minutes, last_sentence, failures, "
            "etag, last_modified) VALUES ('page', 'Page', 'ustr_page', %s, true, 1, '', 0, '', '')",
            listener.serve(
                "/page", answer(200, b"<a href='/Notorious Markets.pdf'>List</a>", type="text/html")
            ),
        )
        listener.serve("/Notorious%20Markets.pdf", answer(200, content))
        # only this one is looked at
        known = {"REHEARSAL_ORIGINS": listener.origin}
        site.query(
            "INSERT INTO markets_job (kind, key, slot, state, attempts, delays, not_before, progress, sentence, "
            "worker_id, asked_at) VALUES ('poll', 'page', '', 'queued', 0, 0, now(), '', '', '', now())"
        )
        site.work(**known)

        def find_failure() -> list:
            return site.query(
                "SELECT sentence FROM markets_job WHERE kind = 'fetch' AND sentence LIKE '%%No space left%%'"
            )

        sentence = wait_for(find_failure, 60, "the full disk is reported")[0][0]
        assert sentence.startswith("The database could not be used (could not extend file")
        assert site.query("SELECT count(*) FROM markets_snapshot") == [(0,)]
        assert site.query("SELECT snapshot_id FROM markets_discovereddocument") == [(None,)]
        subprocess.run(["mount", "-o", "remount,size=200m", small_disk], check=True)
        begun = time.monotonic()
        wait_for(lambda: site.query("SELECT 1 FROM markets_snapshot"), WITHIN)
        print(f"disk full: “{sentence}”; stored {time.monotonic() - begun:.1f} s after there was room")
        site.all_done(WITHIN)
    assert site.query("SELECT sha256, size FROM markets_snapshot") == [
        (hashlib.sha256(content).hexdigest(), len(content))
    ]


def test_a_broker_that_is_suspended_runs_nothing_twice_in_effect(site):
    seeds = seeds_of_different_years(2)
    site.read(*reports(*seeds))
    site.work()
    wait_for(lambda: site.jobs().get("running"), 60)
    pid = _valkey(site)
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(8, os.kill, (pid, signal.SIGCONT)).start()
    time.sleep(8)
    site.all_done(WITHIN)
    whole(site, *seeds)
    assert site.jobs() == {"done": 2}


def _valkey(site: Site) -> int:
    lines = send_command(site.servers.paths, "INFO server").splitlines()
    return next(int(line.partition(":")[2]) for line in lines if line.startswith("process_id:"))
