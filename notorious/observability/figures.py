"""What this machine's web processes count, for Prometheus.

Several processes answer at one port, and a scrape reaches any of them: so each writes its counts to a file of its
own in a folder that they share, and whichever is asked adds them up. Machines are told apart by Prometheus, which
asks each. Counting is two additions in memory, in lists that no other thread writes to; a thread of its own writes
the file, so that neither a slow disk nor a full one is felt by a reader.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path

from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric

BOUNDS = (0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds
EVERY = 1.0  # seconds between two looks at whether there is something to write

Key = tuple[str, str, int]  # route, method, class of status: 2 for 200
Row = list[float]  # seconds in all, then how many fell below each bound and above the last

log = logging.getLogger(__name__)


class Counts:
    """The counts of this process. A thread writes to its own table alone, and tables are only ever added up."""

    def __init__(self) -> None:
        self.tables: list[dict[Key, Row]] = []
        self.mine = threading.local()

    def add(self, route: str, method: str, status: int, seconds: float) -> None:
        """One answer. `route` and `method` must be of few values: each combination stays."""
        try:
            table = self.mine.table
        except AttributeError:
            table = self.mine.table = {}
            self.tables.append(table)
        key = (route, method, status // 100)
        row = table.get(key)
        if row is None:
            row = table[key] = [0.0] * (len(BOUNDS) + 2)
        row[0] += seconds
        row[1 + bisect_left(BOUNDS, seconds)] += 1

    def rows(self) -> list[tuple[Key, Row]]:
        """What all threads counted. Copies, made one by one: a thread may be in the middle of an addition."""
        return [(key, list(row)) for table in list(self.tables) for key, row in list(table.items())]


COUNTS = Counts()


class Shared:
    """The folder with a file for each process, and the thread that keeps this one's up to date."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told = -1.0

    def keep(self) -> None:
        """Writes whatever is new once a second, in a thread, for as long as this is where counts are shared."""
        Counted.shared = self
        threading.Thread(target=self._keep, name="figures", daemon=True).start()

    def write(self) -> None:
        """This process's counts, whole or not at all. A disk that is full is noticed once, and asked again."""
        rows = COUNTS.rows()
        total = sum(sum(row[1:]) for _, row in rows)
        if total == self.told:
            return
        path = self.folder / f"{os.getpid()}.json"
        try:
            path.with_suffix(".new").write_text(json.dumps(rows))
            path.with_suffix(".new").replace(path)
        except OSError as failure:
            log.warning("Counts cannot be written to %s: %s", self.folder, failure)
        self.told = total

    def _keep(self) -> None:
        while Counted.shared is self:
            time.sleep(EVERY)
            self.write()

    def rows(self) -> Iterable[tuple[Key, Row]]:
        """The counts of all processes of this server: those that ended left theirs."""
        yield from COUNTS.rows()
        for path in self.folder.glob("*.json"):
            if path.stem != str(os.getpid()):
                for (route, method, status), row in json.loads(path.read_text()):  # noqa: UP028 - lists of JSON are no keys
                    yield (route, method, status), row


class Counted:
    """Collected at each scrape: of all processes of this machine where they share, else of this one."""

    shared: Shared | None = None

    def collect(self) -> Iterable[Metric]:
        """Requests by route, method and class of status, and how long they took by route."""
        totals: dict[Key, Row] = {}
        for key, row in self.shared.rows() if self.shared else COUNTS.rows():
            known = totals.setdefault(key, [0.0] * len(row))
            known[:] = [one + other for one, other in zip(known, row, strict=True)]
        requests = CounterMetricFamily(
            "notorious_requests",
            "Requests answered, by the name of the route, method and class of status.",
            labels=["route", "method", "status"],
        )
        routes: dict[str, Row] = {}
        for (route, method, status), row in totals.items():
            requests.add_metric([route, method, f"{status}xx"], sum(row[1:]))
            known = routes.setdefault(route, [0.0] * len(row))
            known[:] = [one + other for one, other in zip(known, row, strict=True)]
        latency = HistogramMetricFamily(
            "notorious_request_seconds",
            "Seconds until an answer was ready to be sent, by the name of the route.",
            labels=["route"],
        )
        for route, row in routes.items():
            latency.add_metric([route], _buckets(row), sum_value=row[0])
        return requests, latency


def _buckets(row: Row) -> list[tuple[str, float]]:
    """As Prometheus wants them: how many took at most so long."""
    names = [*map(str, BOUNDS), "+Inf"]
    return [(name, sum(row[1 : number + 2])) for number, name in enumerate(names)]
