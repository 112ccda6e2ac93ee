"""The timeline as CSV, whole and filtered, beside Datasette with the same rows: answers per second in one run.

Skipped unless `datasette` is on the path, or named in DATASETTE. BENCH_SECONDS says how long each is asked.
"""

import csv
import os
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.benchmarks.load import load, result
from tests.faults.site import Site, open_site
from tests.markets.polling.processes import kill, wait_for

pytestmark = pytest.mark.bench

DATASETTE = os.environ.get("DATASETTE") or shutil.which("datasette")
READERS = 4
SECONDS = float(os.environ.get("BENCH_SECONDS") or 8)
PATHS = {
    "/data/timeline.csv": "/bench/timeline.csv?_stream=on",
    "/data/timeline.csv?country=CN": "/bench/timeline.csv?_stream=on&country_codes__contains=CN",
}
"""{address of ours: that of Datasette}"""


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site(use_template=True) as own:
        own.start()
        own.manage("apply_grants")
        own.serve(1)
        yield own


def write_database(path: Path, lines: list[str]) -> None:
    """Write the rows of a CSV file into the table `timeline`."""
    header, *rows = csv.reader(lines)
    with sqlite3.connect(path) as database:
        database.execute(f"CREATE TABLE timeline ({', '.join(f'[{name}]' for name in header)})")
        database.executemany(f"INSERT INTO timeline VALUES ({', '.join('?' * len(header))})", rows)


@pytest.mark.skipif(
    DATASETTE is None,
    reason="compares us with Datasette, which we do not install: name its command in DATASETTE",
)
def test_csv_beside_datasette(site: Site) -> None:
    lines = site.get("/data/timeline.csv").text.splitlines(keepends=True)
    write_database(site.folder / "bench.db", lines)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = subprocess.DEVNULL
    command = [str(DATASETTE), "serve", str(site.folder / "bench.db"), "--port", str(port)]
    process = subprocess.Popen(command, start_new_session=True, stdout=quiet, stderr=quiet)
    try:
        wait_for(lambda: not socket.socket().connect_ex(("127.0.0.1", port)), 60)
        for ours, theirs in PATHS.items():
            texts = site.get(ours).text, requests.get(f"http://127.0.0.1:{port}{theirs}", timeout=30).text
            rows, same = [len(list(csv.reader(text.splitlines(keepends=True)))) for text in texts]
            assert rows == same > 1
            own = result(load(site.port, READERS, SECONDS, ours))
            other = result(load(port, READERS, SECONDS, theirs))
            assert own.wrong == other.wrong == []
            rates = own.count / SECONDS, other.count / SECONDS
            print(
                f"\n  {ours:32} {rows:6d} rows: {rates[0]:8.1f} answers/s, Datasette {rates[1]:6.1f}", end=""
            )
            assert rates[0] > rates[1]
    finally:
        kill(process)
