"""What a page costs: rendered again each time, one reader."""

import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.handlers.base import BaseHandler
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from notorious.page_cache.middleware import PAGES


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds, and the most queries that one of the pages took."""

    p50: float
    p95: float
    queries: int

    def __str__(self) -> str:
        return f"{self.p50:7.1f} {self.p95:7.1f} {self.queries:4d}"


def cost(addresses: Iterable[str]) -> Cost:
    """Of pages that are all there, none of which is answered from what was kept.

    Asked of Django as the web server asks it: the client of tests keeps a copy of every template's context.
    """
    site, client = BaseHandler(), Client()
    site.load_middleware()
    taken: list[float] = []
    queries = 0
    for address in addresses:
        PAGES.clear()
        request = RequestFactory().get(address, headers={"Accept-Encoding": "gzip"})
        start = time.perf_counter()
        response = site.get_response(request)
        taken.append((time.perf_counter() - start) * 1000)
        assert response.status_code == 200, (address, response.status_code)
    for address in list(addresses)[:5]:
        PAGES.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        queries = max(queries, len(captured))
    taken.sort()
    return Cost(statistics.median(taken), taken[int(len(taken) * 0.95)], queries)
