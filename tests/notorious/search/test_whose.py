"""Which rows belong to a market, and which markets are public: what the plain rule says."""

import pytest
from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from markets.curation.merging import merge_markets
from markets.models import Listing, Market, Recommendation
from markets.models.market import CANONICAL

pytestmark = pytest.mark.usefixtures("record")


@pytest.fixture
def merged() -> Market:
    """Taobao, with another market merged into it."""
    taobao = Market.objects.get(slug="taobao")
    free = Market.objects.exclude(listings__edition__in=taobao.listings.values("edition")).filter(
        kind="online"
    )
    editor = get_user_model().objects.create_superuser("editor", password="a long password")
    merge_markets(
        free.filter(listings__isnull=False).distinct()[0], into=taobao, by=editor, reason="The same."
    )
    return taobao


def belonging(rows: QuerySet, market: Market) -> set[int]:
    return set(rows.annotate(of=CANONICAL).filter(of=market.pk).values_list("pk", flat=True))


def test_the_rows_of_a_market_are_those_that_belong_to_it(merged: Market) -> None:
    for market in (merged, merged.merged.get(), Market.objects.get(slug="the-pirate-bay")):
        for rows in (Listing.objects.public(), Recommendation.objects.public()):
            if market.merged_into is None:
                found = rows.filter(market__in=Market.objects.with_merged([market.pk]))
                assert set(found.values_list("pk", flat=True)) == belonging(rows, market)
    assert belonging(Listing.objects.public(), merged.merged.get()) == set()


def test_a_market_is_public_where_a_public_row_belongs_to_it(merged: Market) -> None:
    Listing.objects.filter(market__slug="rapidgator").update(stage="withdrawn")
    Listing.objects.filter(market__slug="baidu").update(stage="withdrawn")  # USTR's criticism of it stays
    rows = [each.annotate(of=CANONICAL).values_list("of", flat=True) for each in
            (Listing.objects.public(), Recommendation.objects.public())]  # fmt: skip
    public = set(Market.objects.public().values_list("pk", flat=True))
    assert public == set(rows[0]) | set(rows[1])
    assert Market.objects.get(slug="rapidgator").pk not in public
    assert Market.objects.get(slug="baidu").pk in public
