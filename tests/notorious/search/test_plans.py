"""Which index answers which question, by PostgreSQL's own plans on a moderately filled record and default settings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from markets import grid
from markets.models import Market
from markets.search import engine
from tests.benchmarks.synthetic import Texts, grow
from tests.record import put_record

Plans = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def grown(django_db_setup: None, django_db_blocker: Any) -> Iterator[Texts]:
    with django_db_blocker.unblock(), transaction.atomic():
        put_record()
        yield grow(9_000)
        transaction.set_rollback(True)


@pytest.fixture
def plans(grown: Texts, db: None, client: Client) -> Plans:
    """Every step of every plan of the queries that an address takes."""

    def steps(address: str) -> list[dict[str, Any]]:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        found: list[dict[str, Any]] = []
        with connection.cursor() as cursor:
            for query in captured.captured_queries:
                if query["sql"].startswith("SELECT"):
                    cursor.execute(f"EXPLAIN (FORMAT JSON) {query['sql']}")
                    (plan,) = cursor.fetchone()
                    found += walk(json.loads(plan)[0] if isinstance(plan, str) else plan[0])
        return found

    return steps


def walk(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    node = plan.get("Plan", plan)
    yield node
    for child in node.get("Plans", ()):
        yield from walk(child)


def indexes(steps: list[dict[str, Any]]) -> set[str]:
    return {step["Index Name"] for step in steps if "Index Name" in step}


def reads_every_listing(steps: list[dict[str, Any]]) -> bool:
    return any(
        step["Node Type"] in ("Seq Scan", "Parallel Seq Scan") and step["Relation Name"] == "markets_listing"
        for step in steps
    )


def test_a_rare_word_is_answered_by_the_index_of_words(plans: Plans, grown: Texts) -> None:
    steps = plans(f"/search/?q={grown.words[15_000]}&kind=listing")
    assert "listing_search" in indexes(steps)
    assert not reads_every_listing(steps)


def test_two_words_and_a_phrase_are_answered_by_the_index_of_words(plans: Plans, grown: Texts) -> None:
    for q in (f"{grown.words[900]}+{grown.words[901]}", f"%22{grown.words[900]}+{grown.words[901]}%22"):
        steps = plans(f"/search/?q={q}&kind=listing")
        assert "listing_search" in indexes(steps)
        assert not reads_every_listing(steps)


def test_the_newest_of_a_common_word_are_walked_to(
    plans: Plans, grown: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "MANY", 100)
    steps = plans(f"/search/?q={grown.words[0]}&kind=listing")
    assert "listing_newest" in indexes(steps)
    assert not any(step["Node Type"] == "Sort" and step["Plan Rows"] > 1000 for step in steps)


def test_a_name_is_answered_by_the_index_of_names(plans: Plans, grown: Texts) -> None:
    name = Market.objects.order_by("-pk").values_list("name", flat=True)[0].lower()
    for typed in (name, name[:3] + name[4:]):
        steps = plans(f"/search/?q={typed}")
        assert {"listing_keys", "market_key"} & indexes(steps)
        assert not reads_every_listing(steps)


def test_a_list_of_very_many_markets_goes_by_the_index_of_names(plans: Plans) -> None:
    deep = Market.objects.order_by("-pk").values_list("slug", flat=True)[0]
    for conditions in ("", "&kind=online", "&country=BR"):
        steps = plans(f"/markets/?after={deep}{conditions}")
        assert "market_by_name" in indexes(steps)


def test_a_market_is_answered_by_its_own_rows(plans: Plans, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "_held", Counter)  # outside a transaction it is kept for the whole version
    slug = Market.objects.order_by("-pk").values_list("slug", flat=True)[0]
    steps = plans(f"/markets/{slug}/")
    assert any(name.startswith(("markets_lis_market", "markets_listing_market")) for name in indexes(steps))
    assert not reads_every_listing(steps)
