"""Merge, split, publish and withdraw, in any order: no row is lost, whatever is refused."""

import contextlib

import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from markets.curation.listings import make_market
from markets.curation.merging import merge_markets, split_market, undo_merger, undo_split
from markets.curation.publishing import publish_edition, withdraw_edition
from markets.curation.refusal import Refusal
from markets.models import Edition, Listing, Market, Merger, Reading, Split, Stage
from responses.curation.publishing import restore_response, withdraw_response
from responses.models import Response
from tests.drafts import draft_rows
from tests.markets.curation.conftest import row

pytestmark = pytest.mark.usefixtures("record")
YEARS = (2016, 2017, 2018)


def rows() -> dict[str, set[str]]:
    """The keys of every row that is kept of both apps; what jobs and pages keep of themselves is left out."""
    kept = [model for label in ("markets", "responses") for model in apps.get_app_config(label).get_models()]
    with connection.cursor() as cursor:  # in one question, since it is put after every step
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{model.__name__}', array(SELECT {model._meta.pk.column}::text FROM {model._meta.db_table})"
                for model in kept
            )
        )
        return {name: set(keys) for name, keys in cursor.fetchall()}


def _draft(number: int) -> Reading:
    """A reading of an edition with some of its names and a new one, drafted."""
    rows = [row(name, text=f"{name} {number}.") for name in ("Taobao", f"New market {number}")]
    return draft_rows(YEARS[number % len(YEARS)], rows)


def act(step: str, number: int, other: int, ed) -> None:
    markets = list(Market.objects.filter(kind="online").order_by("pk")[:8])
    market, into = markets[number % 8], markets[other % 8]
    edition = Edition.objects.get(year=YEARS[number % len(YEARS)])
    response = Response.objects.order_by("pk")[number]
    if step == "merge":
        merge_markets(market, into, reason="found to be one", by=ed)
    elif step == "undo merger" and (merger := Merger.objects.order_by("-pk").first()):
        undo_merger(merger, by=ed)
    elif step == "split":
        listings = list(Listing.objects.filter(market=market, stage=Stage.PUBLISHED)[: 1 + other % 2])
        split_market(market, f"{market} {Split.objects.count()}", listings, reason="two", by=ed)
    elif step == "undo split" and (split := Split.objects.order_by("-pk").first()):
        undo_split(split, by=ed)
    elif step == "draft":
        reading = _draft(number)
        for listing in Listing.objects.filter(reading=reading, stage=Stage.DRAFT, market=None):
            make_market(listing, by=ed)
    elif step == "publish":
        publish_edition(edition, by=ed)
    elif step == "withdraw":
        withdraw_edition(edition, reason="a mistake", by=ed)
    elif step == "withdraw response":
        withdraw_response(response, "a mistake", by=ed)
    elif step == "restore response":
        restore_response(response, "no mistake", by=ed)


STEPS = (
    *("merge", "undo merger", "split", "undo split", "draft", "publish", "withdraw"),
    *("withdraw response", "restore response"),
)


@pytest.mark.wide
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_merge_split_publish_and_withdraw_in_any_order_lose_no_row(steps, ed) -> None:
    with transaction.atomic():
        before = rows()
        for step, number, other in steps:
            with contextlib.suppress(Refusal):  # which too leaves every row where it is
                act(step, number, other, ed)
            before = none_lost(before)
        slugs = list(Market.objects.values_list("slug", flat=True))
        assert len(slugs) == len(set(slugs))
        transaction.set_rollback(True)


def none_lost(before: dict[str, set[str]]) -> dict[str, set[str]]:
    """The rows now; none of those before may be missing."""
    now = rows()
    lost = {name: keys - now[name] for name, keys in before.items() if keys - now[name]}
    assert not lost
    return now


def test_each_step_can_be_taken(ed) -> None:
    """Or the test above would hold of nothing."""
    merged = Market.objects.filter(kind="online", merged_into=None).order_by("pk")[:8]
    pairs = ((a, b) for a in range(8) for b in range(8) if a != b)
    for a, b in pairs:
        try:
            act("merge", a, b, ed)
        except Refusal:
            continue
        break
    assert Merger.objects.exists(), merged
    act("undo merger", 0, 0, ed)
    act("draft", 1, 0, ed)
    act("publish", 1, 0, ed)
    act("withdraw", 1, 0, ed)
    taobao = [each.slug for each in Market.objects.filter(kind="online").order_by("pk")[:8]]
    for number, _ in enumerate(taobao):
        try:
            act("split", number, 0, ed)
        except Refusal:
            continue
        break
    assert Split.objects.exists()
    act("undo split", 0, 0, ed)
    act("withdraw response", 0, 0, ed)
    act("restore response", 0, 0, ed)
