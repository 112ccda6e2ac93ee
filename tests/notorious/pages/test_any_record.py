"""The ways in which editions list markets, of any record: what the rows of its markets say."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from markets.alike import Alike, alike
from markets.cells import Course, Row
from markets.grid import grid
from markets.models import Absence, Edition, Evidence, Listing, Market, Recommendation, Stage

pytestmark = pytest.mark.django_db
YEARS = (2010, 2011, 2013, 2020)


def ways(courses: Iterable[tuple[str, Course, int]]) -> Counter[object]:
    """How many markets go each way, as the cells say it."""
    found: Counter[object] = Counter()
    for kind, course, count in courses:
        cells = tuple((cell.year, cell.status, cell.again) for cell in course.cells.values())
        found[kind, cells] += count
    return found


def of_rows(rows: Iterable[Row]) -> Counter[object]:
    return ways((row.market.kind, row, 1) for row in rows)


def of_alike(found: Iterable[Alike]) -> Counter[object]:
    return ways((each.kind, each.course, each.count) for each in found)


LISTED = st.sampled_from(
    ["", "", "read", "read", "probable shown", "unconfirmed", "draft", "absent", "asked", "read and absent"]
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    markets=st.lists(
        st.tuples(
            st.sampled_from(["online", "physical"]), st.tuples(*[LISTED for _ in YEARS]), st.booleans()
        ),
        max_size=6,
    ),
    stated=st.lists(st.sampled_from([None, 0, 1, 2, 3]), min_size=len(YEARS), max_size=len(YEARS)),
    online_alone=st.booleans(),
)
def test_any_record_is_counted_as_market_by_market(
    db: Any, markets: list[tuple[str, tuple[str, ...], bool]], stated: list[int | None], online_alone: bool
) -> None:
    with transaction.atomic():
        put(markets, stated, online_alone)
        found, rows = alike(), grid().rows
        transaction.set_rollback(True)
    assert of_alike(found) == of_rows(rows)


def put(
    markets: list[tuple[str, tuple[str, ...], bool]], stated: list[int | None], online_alone: bool
) -> None:
    """A record of these markets: what the editions say of each, and whether it is merged into the one before."""
    now = datetime.datetime.now(datetime.UTC)
    made = [
        Edition(
            year=year, title="Review", published_at=now, counts_basis="secondary", stated_online=number,
            stated_physical=number, covers=["online"] if online_alone and year == 2013 else ["online", "physical"],
        )
        for year, number in zip(YEARS, stated, strict=True)
    ]  # fmt: skip
    Edition.objects.bulk_create([*made, Edition(year=2021, title="Draft")])
    before: Market | None = None
    taken: set[tuple[int, int]] = set()
    for number, (kind, says, merged) in enumerate(markets):
        market = Market.objects.create(
            slug=f"m-{number}", name=f"M {number}", kind=kind, merged_into=before if merged else None
        )
        own = market.merged_into or market
        before = market if market.merged_into is None else before
        for edition, what in zip(made, says, strict=True):
            # A listing of a market that was merged and one of its target in one edition: which is shown is chance.
            if "read" in what or "unconfirmed" in what or what == "draft":
                if (own.pk, edition.pk) in taken:
                    continue
                taken.add((own.pk, edition.pk))
                Listing.objects.create(
                    edition=edition, market=market, kind=kind, printed_name="M", source="press",
                    evidence=Evidence.UNCONFIRMED if "unconfirmed" in what else Evidence.SECONDARY,
                    probable_shown="shown" in what, stage=Stage.DRAFT if what == "draft" else Stage.PUBLISHED,
                )  # fmt: skip
            if "absent" in what:
                Absence.objects.create(
                    edition=edition, market=market, what_happened="closed", text="It closed.", basis="secondary",
                    source="press",
                )  # fmt: skip
            if what == "asked":
                Recommendation.objects.create(
                    edition=edition, market=market, kind="criticism", ordinal=1, text="Do.", text_mode="verbatim",
                    evidence="secondary", source="press", stage=Stage.PUBLISHED,
                    public_id=f"{edition.year}-m-{number}-C1",
                )  # fmt: skip
