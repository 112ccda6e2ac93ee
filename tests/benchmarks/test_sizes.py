"""Pages and files at 1, 5 and 25 times the record, one reader, no page or file in a cache.

Wanted at 25 times: pages and filtered files under 300 ms (p95), a whole table under 1.5 s, the timeline with
absences and the ZIP under 6 s. BENCH_TIMES says at which sizes. "change": the same as the first request after a
change of the data, which reads again what a process reads once per revision.
"""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.db.models import F
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from markets.models import DataVersion
from notorious.exports.cache import EXPORTS
from notorious.exports.package import build_package
from notorious.models import RenderedPage
from notorious.page_cache.middleware import PAGES
from notorious.revision import current_revision
from notorious.tables.state import current_scope, repeatable_read
from tests.benchmarks.multiply import multiply_record

pytestmark = pytest.mark.bench

SIZES = [int(each) for each in (os.environ.get("BENCH_TIMES") or "1,5,25").split(",")]
ADDRESSES = (
    *("/", "/markets/", "/markets/?country=CN", "/markets/taobao/", "/editions/2017/"),
    *("/editions/2017/changes/", "/recommendations/", "/responses/", "/claims/", "/countries/", "/data/"),
)
FILTERED = (
    *("/data/timeline.csv?country=CN", "/data/timeline.csv?market=taobao", "/markets.csv?kind=physical"),
    *("/data/listings.csv?year=2017", "/recommendations.csv?year=2017", "/api/v1/timeline?country=CN"),
)
WHOLE = ("/data/timeline.csv", "/data/listings.csv", "/data/timeline.json")
ABSENCES = ("/data/timeline.csv?absences=1",)


@dataclass(frozen=True)
class Cost:
    """Milliseconds: median and p95 of uncached answers, median of the first after a change; and its queries."""

    p50: float
    p95: float
    after_change: float
    queries: int


def measure(ask: Callable[[], None], runs: int, prepare: Callable[[], None] = lambda: None) -> Cost:
    """Ask `runs` times just after the revision moved, and each time once more with empty caches of answers.

    `prepare` does, unmeasured, what was done before.
    """
    changed, uncached = [], []
    for _ in range(runs):
        DataVersion.objects.update(revision=F("revision") + 1)
        for times in (changed, uncached):
            forget_answers()
            prepare()
            start = time.perf_counter()
            ask()
            times.append((time.perf_counter() - start) * 1000)
    DataVersion.objects.update(revision=F("revision") + 1)
    prepare()
    with CaptureQueriesContext(connection) as captured:
        ask()
    uncached.sort()
    p95 = uncached[min(int(len(uncached) * 0.95), len(uncached) - 1)]
    return Cost(statistics.median(uncached), p95, statistics.median(changed), len(captured))


def forget_answers() -> None:
    current_revision.clear(), PAGES.clear(), EXPORTS.clear()
    RenderedPage.objects.all().delete()


def build_zip() -> None:
    with repeatable_read():
        build_package(current_scope(), None)


def test_pages_and_files_at_several_sizes(large_record: None, settings: Any) -> None:
    settings.LIMITS = dict.fromkeys(settings.LIMITS, 0)
    site = BaseHandler()
    site.load_middleware()

    def ask(address: str) -> None:
        response = site.get_response(RequestFactory().get(address, headers={"Accept-Encoding": "gzip"}))
        assert response.status_code == 200, (address, response.status_code)

    size = 1
    print(f"\n{'':44} p50 ms  p95 ms  change queries")
    for times in SIZES:
        multiply_record(times // size)
        size = times
        print(f"{times} times the record; load average {os.getloadavg()[0]:.1f}")
        pages = ADDRESSES + (("/markets/?page=2",) if times > 1 else ())
        for bar, runs, addresses in (
            (300, 9, pages),
            (300, 9, FILTERED),
            (1500, 5, WHOLE),
            (6000, 3, ABSENCES),
        ):
            for address in addresses:
                cost = measure(lambda address=address: ask(address), runs if times == 1 else 3)
                print_cost(address, cost, bar)
        made_before = measure(build_zip, 1, lambda: ask(*ABSENCES))  # by the worker, as it is
        print_cost("ZIP, after the file with absences", made_before, 6000)
        print_cost("ZIP alone", measure(build_zip, 1), 6000)


def print_cost(name: str, cost: Cost, bar: int) -> None:
    verdict = "" if cost.p95 < bar else f"  over {bar} ms"
    times = f"{cost.p50:8.1f}{cost.p95:8.1f}{cost.after_change:8.1f}"
    print(f"  {name:40} {times}{cost.queries:8d}{verdict}", flush=True)
