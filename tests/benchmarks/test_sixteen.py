"""Sixteen editions from bytes to tables: read in the child, parsed, checked and drafted, one after the other.

Wanted: less than eight seconds.
"""

import time
from typing import Any

import pytest

from markets.ingest.pipeline import ingest_snapshot, store_snapshot
from markets.models import Listing, Reading
from tests.benchmarks.report import report

pytestmark = pytest.mark.bench

# Online and physical markets by edition: as many as the editions of those years named, on about as many pages.
SIZES = {
    **dict.fromkeys(range(2010, 2013), (22, 9)),
    **dict.fromkeys(range(2013, 2017), (25, 18)),
    **dict.fromkeys(range(2017, 2026), (42, 36)),
}


def test_sixteen_editions_from_bytes_to_tables(large_record: None, db: Any) -> None:
    contents = [report(online, physical, year) for year, (online, physical) in SIZES.items()]
    readings: list[Reading] = []
    start = time.perf_counter()
    for content in contents:
        readings.append(ingest_snapshot(store_snapshot(content, file_name="report.pdf")))
    taken = time.perf_counter() - start
    drafted = Listing.objects.filter(reading__in=readings).count()
    print(f"\n  sixteen editions, {sum(map(len, contents)) // 1000} kB, {drafted} listings: {taken:5.2f} s")
    # Made-up editions have no markets in common, which is said; all else is read without a doubt.
    problems = [problem for reading in readings for problem in reading.problems]
    assert all(problem.startswith("Of the ") for problem in problems), problems
    assert drafted == sum(online + physical for online, physical in SIZES.values())
