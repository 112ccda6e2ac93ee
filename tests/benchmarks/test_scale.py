"""What pages cost at 1, 10 and 100 times a record: by default up to 30,000 listings, `BENCH_LISTINGS=1000000` for all.

Wanted at a million listings: pages of lists at any depth and pages of markets under 25 ms at p95, searches under
75 ms, and as many queries as in a small record.
"""

from __future__ import annotations

import gc
import os
import random

import pytest

from markets.models import Market, Recommendation
from responses.views import many_asks
from tests.benchmarks.measure import Cost, cost
from tests.benchmarks.synthetic import Texts, grow

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True)]

LARGEST = int(os.environ.get("BENCH_LISTINGS", "30000"))
SIZES = [max(LARGEST // 100, 8_000), max(LARGEST // 10, 12_000), LARGEST]
TIMES = 20


def pages(texts: Texts) -> dict[str, list[str]]:
    """Addresses by what is measured. The first size has more markets than one matrix shows."""
    chance = random.Random(5)
    markets = list(Market.objects.public().order_by("pk").values_list("slug", "name"))
    some = chance.sample(markets, TIMES)
    last = sorted(markets, key=lambda each: (each[1].lower(), each[0]))[-80:-60]
    words = texts.words
    asks = Recommendation.objects.public().order_by("pk").values_list("public_id", "market__slug")
    asked = chance.sample(list(asks), TIMES)

    def searches(start: int, end: int) -> list[str]:
        return [f"/search/?q={chance.choice(words[start:end])}" for _ in range(TIMES)]

    return {
        "list of markets, any depth": [f"/markets/?after={slug}" for slug, _ in some],
        "list of markets, last pages": [f"/markets/?after={slug}" for slug, _ in last],
        "list of markets in one country": [f"/markets/?country=RU&after={slug}" for slug, _ in some],
        "list of recommendations, any depth": [f"/recommendations/?after={each}" for each, _ in asked],
        "market": [f"/markets/{slug}/" for slug, _ in some],
        "market that was asked something": [f"/markets/{slug}/" for _, slug in asked],
        "search: in most texts": searches(0, 20),
        "search: in a few of a hundred": searches(100, 400),
        "search: rare word": searches(3000, 20_000),
        "search: two words": [
            f"/search/?q={chance.choice(words[50:400])}+{chance.choice(words[50:400])}" for _ in range(TIMES)
        ],
        "search: name": [f"/search/?q={name}" for _, name in some],
        "search: misspelt name": [f"/search/?q={name[:4]}{name[5:]}" for _, name in some],
    }


def test_a_page_costs_the_same_in_a_record_a_hundred_times_as_large(
    large_record: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_asks, "LARGE", 500)  # the smallest size has fewer than are many
    gc.collect()
    gc.freeze()  # as the web server does
    table: dict[str, list[Cost]] = {}
    for size in SIZES:
        texts = grow(size)
        for name, addresses in pages(texts).items():
            cost(addresses[:3])
            table.setdefault(name, []).append(cost(addresses))
    head = "".join(f"{size:>12,} listings  " for size in SIZES)
    print(f"\n{'ms: p50, p95; queries':32}{head}")
    for name, costs in table.items():
        print(f"{name:32}" + "   ".join(str(each) for each in costs))
    for name, costs in table.items():
        # A search asks once more for every kind of thing that has a hit, and for names spelt otherwise.
        # Of any five markets some may have been asked something; the version is looked up a few times a second.
        room = 8 if name.startswith("search") else 14 if name == "market" else 1
        assert costs[-1].queries <= costs[0].queries + room, name
