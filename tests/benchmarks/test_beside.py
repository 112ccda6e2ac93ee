"""Pages and files of ours and of Datasette, of the same tables in the same run: one request after the other.

By default 30,000 listings; `BENCH_LISTINGS=1000000` for all. `BENCH_FOLDER` names a folder whose `var` holds a record
that was grown before (tests/benchmarks/synthetic.py); it is changed. `DATASETTE` names the program to measure beside.

Every address is asked once, of one process of ours and of Datasette's in turn, each over a line that is kept; so
nothing of ours is answered from what was kept. Datasette's:

- list: what its link "Next page" leads to. `_next` holds name and slug of the row before, so it goes on by keyset as
  ours does; fifty rows as ours.
- market: the listings of one market through an index, with the names of editions and markets in place of their keys.
  Ours has more: what was asked and answered, and a word diff of the texts.
- search: FTS5 over names and texts with word forms (porter), the first twenty in the order of their keys, counted,
  with facets on kind and year. It leaves out a facet that takes it longer than 0.2 s, and a count of more than 3 s.
  Ours searches recommendations, responses and parties too, ranks up to 2,000 hits and counts no more than these.
- CSV: what its link "CSV" leads to on the page of a market; ours is the one that the market's page links.
"""

from __future__ import annotations

import csv
import gzip
import http.client
import io
import os
import random
import re
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.benchmarks.datasette import found, served
from tests.benchmarks.synthetic import Texts
from tests.faults.site import Site

pytestmark = pytest.mark.bench

LISTINGS = max(int(os.environ.get("BENCH_LISTINGS") or 30_000), 8_000)  # fewer markets stand on one page
FOLDER = os.environ.get("BENCH_FOLDER")
TIMES = 30
BEFORE = 5  # answers that are not counted: connections are made, statements prepared
GROW = "import sys\nfrom tests.benchmarks.synthetic import grow\ngrow(int(sys.argv[1]))"
FILL = "import sys\nfrom tests.benchmarks.datasette import fill\nfill(sys.argv[1])"

Rows = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    folder = Path(FOLDER or tempfile.mkdtemp(prefix="notorious-beside-"))
    folder.chmod(0o755)
    own = Site(folder)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("LIMIT_SEARCHES", "LIMIT_EXPORTS"):
            patch.setenv(name, "0")
        try:
            own.start()
            own.manage("apply_grants")
            own.manage("load_record")
            own.do(GROW, str(LISTINGS))
            own.serve(1, ahead=False)
            yield own
        finally:
            own.stop()
            if not FOLDER:
                shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def file(site: Site) -> Iterator[Path]:
    """The same tables in SQLite."""
    with tempfile.TemporaryDirectory(prefix="notorious-beside-") as folder:
        path = Path(folder) / "beside.db"
        site.do(FILL, str(path))
        yield path


def matched(pattern: str) -> Rows:
    """What the group of the pattern holds in an answer, sorted: a page of ours has the kinds apart."""
    return lambda answer: sorted(unescape(each).strip() for each in re.findall(pattern, answer))


def years(answer: str) -> list[str]:
    """That column of a CSV, sorted."""
    return sorted(row["year"] for row in csv.DictReader(io.StringIO(answer)))


SLUGS = (
    matched('<tr><th scope=row><a href="/markets/([^/"]+)/"'),
    matched('<td class="col-slug[^>]+><a href="/beside/markets/([^"]+)"'),
)
NAMES = (
    matched('<td data-h="Printed name">([^<]*)</td>'),
    matched('<td class="col-printed_name[^>]+>([^<]*)</td>'),
)
YEARS = (years, years)


@dataclass
class Asked:
    """Addresses of ours and of theirs, pair by pair; what finds the rows in the answers, where both show the same."""

    name: str
    addresses: list[tuple[str, str]]
    rows: tuple[Rows, Rows] | None = None
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)
    left_out: int = 0

    def __str__(self) -> str:
        line = f"{self.name:26}{_shown(self.ours)}"
        if not self.theirs:
            return line
        note = f"  ({self.left_out} of {len(self.theirs)} without a facet or count)" if self.left_out else ""
        ratio = statistics.median(self.theirs) / statistics.median(self.ours)
        return f"{line}  {_shown(self.theirs)}{ratio:12.2f}{note}"


def _shown(taken: list[float]) -> str:
    ordered = sorted(taken)
    return f"{1000 * statistics.median(ordered):9.1f}{1000 * ordered[int(len(ordered) * 0.95)]:9.1f}"


def what(markets: list[tuple[str, str]], words: list[str]) -> list[Asked]:
    """What is measured, for (slug, name) of markets and for words, the commonest first."""
    chance = random.Random(5)

    def some() -> list[tuple[str, str]]:
        return chance.sample(markets, BEFORE + TIMES)

    def searches(start: int, end: int) -> list[tuple[str, str]]:
        theirs = "/beside/listings?_search={}&_size=20&_facet=kind&_facet=year"
        return [
            (f"/search/?q={word}", theirs.format(word))
            for word in chance.sample(words[start:end], BEFORE + TIMES)
        ]

    def a_list(slug: str, name: str) -> tuple[str, str]:
        after = quote(f"{tilde(name)},{tilde(slug)}", safe="")
        return f"/markets/?after={slug}", f"/beside/markets?_sort=name&_size=50&_next={after}"

    def a_market(slug: str, name: str) -> tuple[str, str]:
        return f"/markets/{slug}/", f"/beside/listings?market={slug}"

    def a_file(slug: str, name: str) -> tuple[str, str]:
        return f"/data/timeline.csv?market={slug}", f"/beside/listings.csv?market={slug}&_labels=on&_size=max"

    return [
        Asked("list, any depth", [a_list(*each) for each in some()], SLUGS),
        Asked("market", [a_market(*each) for each in some()], NAMES),
        Asked("search, in many texts", searches(0, 50)),
        Asked("search, in a few of 100", searches(100, 400)),
        Asked("search, rare word", searches(3000, 20_000)),
        Asked("CSV of a market", [a_file(*each) for each in some()], YEARS),
    ]


def tilde(value: str) -> str:
    """As Datasette writes values in its addresses."""
    return quote(value, safe=" ").replace(".", "%2E").replace("~", "%7E").replace("%", "~").replace(" ", "+")


def ask(line: http.client.HTTPConnection, address: str) -> tuple[float, str]:
    """Seconds to the last byte of an answer, which has to be a 200, and the answer."""
    begun = time.perf_counter()
    line.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = line.getresponse()
    body = answer.read()
    taken = time.perf_counter() - begun
    assert answer.status == 200, (address, answer.status)
    packed = answer.getheader("Content-Encoding") == "gzip"
    return taken, (gzip.decompress(body) if packed else body).decode("utf-8-sig")


def test_pages_and_files_are_measured_beside_datasette(site: Site, file: Path) -> None:
    with closing(sqlite3.connect(file)) as held:
        markets = held.execute("SELECT slug, name FROM markets ORDER BY slug").fetchall()
        (listings,) = held.execute("SELECT count(*) FROM listings").fetchone()
    every = what(markets, Texts().words)
    program = found()
    with served(program, file) if program else nullcontext() as port:
        us = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
        them = http.client.HTTPConnection("127.0.0.1", port, timeout=60) if port else None
        for asked in every:
            measure(asked, us, them)
    print(
        f"\n{listings:,} listings, {len(markets):,} markets; ms: p50, p95; ratio of the p50: above 1 ours is faster"
    )
    print(f"{'':26}{'ours':>18}" + (f"  {'Datasette':>18}{'it / ours':>12}" if program else ""))
    print("\n".join(map(str, every)))
    if not program:
        print("Datasette was not found: name it in DATASETTE")


def measure(asked: Asked, us: http.client.HTTPConnection, them: http.client.HTTPConnection | None) -> None:
    """Asks for every pair of addresses; what both show of the same rows has to be the same."""
    for at, (ours, theirs) in enumerate(asked.addresses):
        taken, answer = ask(us, ours)
        if at >= BEFORE:
            asked.ours.append(taken)
        if not them:
            continue
        taken, their_answer = ask(them, theirs)
        if at >= BEFORE:
            asked.theirs.append(taken)
            asked.left_out += left_out(their_answer)
        if asked.rows:
            of_ours, of_theirs = asked.rows
            assert of_ours(answer) == of_theirs(their_answer) != [], (ours, theirs)


def left_out(answer: str) -> bool:
    """Whether a page of Datasette lacks a facet or its count, which took too long."""
    return "facets-timed-out" in answer or ("<h3>" in answer and not re.search(r"<h3>\s*[\d,]+ row", answer))
