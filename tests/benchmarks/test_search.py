"""The ways to answer a common word, beside each other in the same run: why the search ranks only what is few.

Wanted: what the site does at most a third of ranking everything, where a word stands in half of the texts.
"""

from __future__ import annotations

import os
import statistics
import time

import pytest
from django.db import connection

from markets.search.engine import find
from markets.search.sources import LISTINGS
from markets.search.sql import bounded
from markets.search.words import Search
from tests.benchmarks.synthetic import grow

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True)]

LARGEST = int(os.environ.get("BENCH_LISTINGS", "30000"))
RUNS = 7
QUERY = "websearch_to_tsquery('notorious_english', %s)"
RANK_ALL = (
    f"SELECT id, ts_rank_cd(search, {QUERY}) AS rank FROM markets_listing WHERE search @@ {QUERY}"
    " ORDER BY rank DESC, id LIMIT 20"
)
COUNT_ALL = f"SELECT count(*) FROM markets_listing WHERE search @@ {QUERY}"


def medians(q: str) -> dict[str, float]:
    """Milliseconds of each way, interleaved."""
    taken: dict[str, list[float]] = {"ranking all": [], "counting all": [], "as the site does": []}
    with connection.cursor() as cursor:
        for _ in range(RUNS):
            for name, sql, values in (("ranking all", RANK_ALL, [q, q]), ("counting all", COUNT_ALL, [q])):
                start = time.perf_counter()
                cursor.execute(sql, values)
                cursor.fetchall()
                taken[name].append((time.perf_counter() - start) * 1000)
            start = time.perf_counter()
            with bounded():
                find((LISTINGS,), Search(q=q))
            taken["as the site does"].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(each) for name, each in taken.items()}


def test_a_common_word_costs_a_fraction_of_ranking_every_text(large_record: None) -> None:
    words = grow(LARGEST).words
    print(f"\nms, medians; {LARGEST:,} listings{'ranking all':>16}{'counting all':>14}{'the site':>13}")
    shares = {}
    for name, place in (("in most texts", 0), ("in some", 60), ("in a few", 250), ("rare", 9000)):
        found = medians(words[place])
        print(f"{name:34}" + "".join(f"{value:>13.1f} " for value in found.values()))
        shares[name] = found["as the site does"] / found["ranking all"]
    assert shares["in most texts"] < 1 / 3
