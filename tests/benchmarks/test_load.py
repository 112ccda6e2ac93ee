"""Two hundred readers at once, at one, two and four web processes on the machine that the readers use as well.

Wanted at two: no error, and 99 of 100 answers within a second. LOAD_READERS and LOAD_SECONDS say how many, how long.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.load import load, result
from tests.faults.site import Site, open_site
from tests.markets.polling.processes import members_of

pytestmark = pytest.mark.bench

READERS = int(os.environ.get("LOAD_READERS") or 200)
SECONDS = float(os.environ.get("LOAD_SECONDS") or 10)
PATHS = ("/", "/markets/", "/markets/taobao/", "/data/timeline.csv")


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as own:
        own.start()
        own.manage("apply_grants")
        own.manage("load_record")
        yield own


def megabytes(group: int) -> float:
    """The memory of a group of processes, what they share counted once."""
    total = 0
    for pid in members_of(group):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


@pytest.mark.parametrize("processes", [1, 2, 4])
def test_two_hundred_readers_get_whole_pages_and_the_memory_stays(site: Site, processes: int) -> None:
    site.serve(processes)
    assert site.web is not None
    for path in PATHS * 8 * processes:  # every process has rendered each
        assert site.get(path).status_code == 200
    result(load(site.port, READERS, min(SECONDS, 3), *PATHS))
    before = megabytes(site.web.pid)
    got = result(load(site.port, READERS, SECONDS, *PATHS))
    after = megabytes(site.web.pid)
    assert got.wrong == []
    assert got.count > 0
    print(f"\n{processes} web processes, {READERS} readers, {SECONDS:g} s: {got.count / got.seconds:.0f} answers/s, "
          f"p50 {got.at(0.5):.0f} ms, p99 {got.at(0.99):.0f} ms; memory {before:.0f} -> {after:.0f} MB")  # fmt: skip
    for path in PATHS:
        print(f"  {path:22} p50 {got.at(0.5, path):5.0f} ms  p99 {got.at(0.99, path):5.0f} ms")
    assert after < before * 1.1 + 5, "the memory grows"
