"""A timeline of many rows: how fast it is written ahead and sent, and what that costs others, beside bare COPY.

By default 30,000 listings; `BENCH_LISTINGS=1000000` for all. `BENCH_FOLDER` names a folder whose `var` holds a record
that was grown before (tests/benchmarks/synthetic.py); it is changed. `DATASETTE` names the program to measure beside.

Wanted of a million rows: at least 60 of 100 rows a second of COPY, first byte under 100 ms, less than 5 MB more
memory, no query 3 s after its reader left, pages at most twice as slow at p95 beside eight slow readers.
"""

from __future__ import annotations

import csv
import http.client
import os
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

from notorious.devserver import postgres
from notorious.tables import TIMELINE
from tests.benchmarks.load import ROOT, Load, load, result
from tests.benchmarks.test_load import megabytes
from tests.faults.site import Site
from tests.markets.polling.processes import wait_for

pytestmark = pytest.mark.bench

LISTINGS = int(os.environ.get("BENCH_LISTINGS") or 30_000)
FOLDER = os.environ.get("BENCH_FOLDER")
SHORT = float(os.environ.get("LOAD_SECONDS") or 6)
PAIRS = 7
FILE = "/data/timeline.csv?profile=excel"  # with the guard against formulas
FILTERS = {
    "kind=online": "kind = 'online'",
    "year=2017": "year = '2017'",
    "country=BG": "market IN (SELECT market FROM same_rows WHERE country_codes ~ '\\mBG\\M')",
}
"""Filters of an address, and the same in SQL."""
MOST = "kind=online"
"""The one of them that leaves most rows."""
PAGES = ("/about/", "/markets/taobao/", "/editions/2017/taobao/")
GROW = "import sys\nfrom tests.benchmarks.synthetic import grow\ngrow(int(sys.argv[1]))"
PREPARE = """
import resource, time
from notorious.models import PreparedFile
from notorious.exports.prepare import prepare
from notorious.tables import TIMELINE
begun, at_work = time.monotonic(), time.process_time()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert prepare(TIMELINE) == 3
took, worked = time.monotonic() - begun, time.process_time() - at_work
rows = PreparedFile.objects.get(name="timeline.csv", replaced_at=None).row_count
grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
print(f"written ahead, CSV, CSV with guard and JSON from one pass: {rows:,} rows in {took:.1f} s ({worked:.1f} s of "
      f"our own work), {rows / took:,.0f} rows/s; at most {grown:.0f} MB more memory")
"""
TOUCH = "UPDATE markets_dataversion SET revision = revision + 1, changed_at = now()"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    folder = Path(FOLDER or tempfile.mkdtemp(prefix="notorious-files-"))
    folder.chmod(0o755)
    own = Site(folder)
    try:
        own.start()
        own.manage("apply_grants")
        own.manage("load_record")
        own.do(GROW, str(LISTINGS))
        own.query(TOUCH, superuser=True)
        print("\n" + own.do(PREPARE).strip())
        own.serve(1, ahead=False)
        yield own
    finally:
        own.stop()
        if not FOLDER:
            shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Taken:
    """A whole download: seconds to its first byte and to its last, and what it said of itself."""

    first: float
    seconds: float
    size: int
    rows: int


def take(port: int, path: str, into: Path | None = None) -> Taken:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    begun = time.monotonic()
    line.request("GET", path)
    answer = line.getresponse()
    assert answer.status == 200, answer.status
    size = len(answer.read(1))
    first = time.monotonic() - begun
    buffer = bytearray(256 * 1024)
    if into is None:
        while got := answer.readinto(buffer):
            size += got
    else:
        with into.open("wb") as file:
            file.write(b"\xef")
            while got := answer.readinto(buffer):
                file.write(memoryview(buffer)[:got])
                size += got
    line.close()
    return Taken(first, time.monotonic() - begun, size, int(answer.getheader("X-Row-Count") or 0))


class Nowhere:
    """Where COPY writes to: it counts."""

    size = 0

    def write(self, data: bytes) -> int:
        self.size += len(data)
        return len(data)


class Copying:
    """COPY TO STDOUT of the rows of a file, which stand ready in a table of text columns."""

    def __init__(self, site: Site, path: Path) -> None:
        self.session = psycopg2.connect(site.servers.place.database_url(postgres.OWNER))
        self.cursor = self.session.cursor()
        columns = ", ".join(f"{name} text" for name in TIMELINE.header)
        self.cursor.execute(f"CREATE TEMPORARY TABLE same_rows ({columns})")
        with path.open("rb") as file:
            self.cursor.copy_expert("COPY same_rows FROM STDIN (FORMAT csv, HEADER)", file)
        self.cursor.execute("ANALYZE same_rows")

    def of(self, which: str = "true") -> tuple[float, int, int]:
        """(seconds, bytes, rows) of those under a condition."""
        query = f"SELECT * FROM same_rows WHERE {which}"
        self.cursor.execute(f"SELECT count(*) FROM ({query}) AS those")
        (rows,) = self.cursor.fetchone()
        taken = []
        for _ in range(3):
            nowhere = Nowhere()
            begun = time.monotonic()
            self.cursor.copy_expert(f"COPY ({query}) TO STDOUT (FORMAT csv, HEADER)", nowhere)
            taken.append(time.monotonic() - begun)
        return statistics.median(taken), nowhere.size, rows


@pytest.fixture(scope="module")
def whole(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole timeline, as it was sent."""
    path = tmp_path_factory.mktemp("files") / "timeline.csv"
    take(site.port, FILE, into=path)
    return path


@pytest.fixture(scope="module")
def copying(site: Site, whole: Path) -> Iterator[Copying]:
    own = Copying(site, whole)
    yield own
    own.session.close()


@dataclass
class Sent:
    """Downloads one after the other, and the memory of the process that sent them, in MB, before and at most."""

    runs: list[Taken]
    before: float
    most: float

    @property
    def seconds(self) -> float:
        return statistics.median(run.seconds for run in self.runs)


def sent(site: Site, path: str, times: int = 5) -> Sent:
    process = site.web.pid  # type: ignore[union-attr]
    before, seen, done = megabytes(process), [], threading.Event()

    def look() -> None:
        while not done.wait(0.05):
            seen.append(megabytes(process))

    looking = threading.Thread(target=look)
    looking.start()
    runs = [take(site.port, path) for _ in range(times)]
    done.set()
    looking.join()
    return Sent(runs, before, max(seen, default=before))


def test_a_timeline_is_sent_as_fast_as_the_database_gives_rows(
    site: Site, whole: Path, copying: Copying
) -> None:
    got = sent(site, FILE)
    seconds, size, rows = copying.of()
    _said("whole", got, seconds, size, rows)
    _beside_datasette(whole, rows, got.seconds)
    assert {run.rows for run in got.runs} == {rows}
    assert {run.size for run in got.runs} == {whole.stat().st_size}
    assert seconds / got.seconds >= 0.6
    assert got.most - got.before < 5


@pytest.mark.parametrize(("query", "which"), FILTERS.items())
def test_a_filtered_timeline_is_sent_as_fast_as_the_database_gives_rows(
    query: str, which: str, site: Site, copying: Copying
) -> None:
    got = sent(site, f"{FILE}&{query}")
    seconds, size, rows = copying.of(which)
    _said(query, got, seconds, size, rows)
    assert {run.rows for run in got.runs} == {rows} and rows
    if (
        query == MOST
    ):  # of what leaves few rows, most of the file is read for them, as COPY reads most of the table
        assert seconds / got.seconds >= 0.6
    assert got.most - got.before < 5


def _said(what: str, got: Sent, seconds: float, size: int, rows: int) -> None:
    runs = got.runs
    print(
        f"\n{what}: sent over HTTP, with guard: {rows:,} rows, {rows / got.seconds:,.0f} rows/s, "
        f"{runs[0].size / got.seconds / 1e6:.0f} MB/s; first byte {1000 * runs[0].first:.0f} ms at first, then "
        f"{1000 * statistics.median(run.first for run in runs[1:]):.0f}; memory {got.before:.0f} -> {got.most:.1f} MB"
    )
    print(f"COPY TO STDOUT of the same query over the same rows in a table: {rows / seconds:,.0f} rows/s, "
          f"{size / seconds / 1e6:.0f} MB/s: ours is {seconds / got.seconds:.2f} times as fast")  # fmt: skip


def _beside_datasette(path: Path, rows: int, ours: float) -> None:
    program = os.environ.get("DATASETTE") or shutil.which("datasette")
    if not program:
        print("Datasette was not found: name it in DATASETTE")
        return
    database = path.with_name("timeline.db")
    with sqlite3.connect(database) as held, path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        held.execute(f"CREATE TABLE timeline ({', '.join(f'{name} TEXT' for name in header)})")
        held.executemany(f"INSERT INTO timeline VALUES ({', '.join('?' * len(header))})", reader)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, str(database), "--port", str(port), "--setting", "max_csv_mb", "0"]
    command += ["--setting", "max_returned_rows", "10000"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(lambda: not socket.socket().connect_ex(("127.0.0.1", port)), 30)
            theirs = take(port, "/timeline/timeline.csv?_stream=on&_size=max")
        finally:
            process.terminate()
    print(f"Datasette's stream of the same table: {rows / theirs.seconds:,.0f} rows/s, first byte "
          f"{1000 * theirs.first:.0f} ms: ours is {theirs.seconds / ours:.1f} times as fast")  # fmt: skip


def test_no_query_is_left_of_a_reader_who_leaves(site: Site) -> None:
    def busy() -> int:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE usename = %s AND state <> 'idle'"
        return int(site.query(asked, postgres.WEB, superuser=True)[0][0])

    lines = []
    for _ in range(8):
        line = socket.create_connection(("127.0.0.1", site.port))
        line.sendall(f"GET {FILE} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        assert line.recv(1000).startswith(b"HTTP/1.1 200")
        lines.append(line)
    waiting = busy()
    begun = time.monotonic()
    for line in lines:
        line.close()
    wait_for(lambda: busy() == 0, 3, "no query is left")
    print(f"\nqueries while eight wait for their readers: {waiting}; "
          f"none {1000 * (time.monotonic() - begun):.0f} ms after they left")  # fmt: skip


def test_slow_readers_do_not_keep_others_from_pages(site: Site) -> None:
    """Pairs in turn, of which either may be first; what counts is the median of their ratios: one is noise."""

    def pages() -> Load:
        got = result(load(site.port, 2, SHORT, *PAGES))
        assert got.wrong == []
        return got

    def beside() -> Load:
        with subprocess.Popen(slow, cwd=ROOT) as process:
            time.sleep(1)
            got = pages()
            assert process.poll() is None, "the slow readers have read to the end"
            process.terminate()
        return got

    pages()
    slow = [sys.executable, "-m", "tests.benchmarks.slow", str(site.port), FILE, "8", "50"]
    table = []
    for pair in range(PAIRS):
        if pair % 2:
            slowed, alone = beside(), pages()
        else:
            alone, slowed = pages(), beside()
        table.append((alone, slowed))
        print(f"\npages alone: {alone.count / SHORT:.0f}/s, p50 {alone.at(0.5):.1f} ms, p95 {alone.at(0.95):.1f} ms; "
              f"beside eight slow readers: {slowed.count / SHORT:.0f}/s, p50 {slowed.at(0.5):.1f} ms, "
              f"p95 {slowed.at(0.95):.1f} ms", end="")  # fmt: skip
    ratios = sorted(slowed.at(0.95) / alone.at(0.95) for alone, slowed in table)
    median = statistics.median(ratios)
    print(f"\nratio of p95: {median:.2f} (median of {PAIRS} pairs, {ratios[0]:.2f} to {ratios[-1]:.2f})")
    assert median < 2
