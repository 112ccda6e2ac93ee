"""`load_record` never changes rows that were merged or split, or that an official report confirmed."""

import pytest
from django.contrib.auth.models import User

from markets.curation.listings import match_listing
from markets.curation.merging import merge_markets, split_market
from markets.curation.publishing import publish_edition
from markets.models import Edition, Listing, Market, Stage
from tests.markets.curation.conftest import Drafted, row
from tests.markets.record.test_load_record import Rows, edit_record, load_again

pytestmark = pytest.mark.usefixtures("loaded_record")


def change_all_categories(listed: Rows) -> Rows:
    """A newer record that says something else of every listing of the market."""
    return [
        each | {"category": "games"} if (each["year"], each["market"]) == ("2010", "91-com") else each
        for each in listed
    ]


def test_a_listing_that_was_split_off_stays_with_its_new_market(editor: User) -> None:
    market = Market.objects.get(slug="91-com")
    listing = Listing.objects.get(market=market, edition__year=2010)
    split_market(market, "Ninety-one", [listing], reason="Another site.", by=editor)
    with edit_record("listings", change_all_categories):
        said = load_again()["listings"]
    assert said.startswith("0 added")
    assert said.endswith("1 left alone, 0 withdrawn")
    listing.refresh_from_db()
    assert (listing.market.slug, listing.category) == ("ninety-one", "linking and streaming")
    assert not Listing.objects.filter(market=market, edition__year=2010).exists()


def test_listings_of_a_merged_market_are_left_alone(editor: User) -> None:
    market = Market.objects.get(slug="91-com")
    merge_markets(market, Market.objects.get(slug="sci-hub"), reason="The same site.", by=editor)
    with edit_record("listings", change_all_categories):
        assert load_again()["listings"].startswith("0 added, 0 changed, 1 left alone")
    market.refresh_from_db()
    assert market.merged_into is not None


def test_what_an_official_report_confirmed_is_left_alone(drafted: Drafted, editor: User) -> None:
    reading = drafted(2010, [row("91.com", category="")])
    for listing in Listing.objects.filter(reading=reading, market=None):
        match_listing(listing, Market.objects.get(slug="91-com"), by=editor)
    publish_edition(Edition.objects.get(year=2010), by=editor)
    public = set(Listing.objects.public().filter(edition__year=2010).values_list("market__slug", "evidence"))
    assert public == {("91-com", "official")}

    def add_another(listed: Rows) -> Rows:
        other = {"year": "2010", "market": "sci-hub", "printed_name": "Sci-Hub", "evidence": "secondary"}
        return [*change_all_categories(listed), listed[0] | other]

    with edit_record("listings", add_another):
        assert load_again()["listings"].startswith("0 added, 0 changed")
    with edit_record("listings", lambda listed: [each for each in listed if each["year"] != "2010"]):
        assert load_again()["listings"].endswith("0 withdrawn")
    assert public == set(
        Listing.objects.public().filter(edition__year=2010).values_list("market__slug", "evidence")
    )
    assert Listing.objects.filter(edition__year=2010, stage=Stage.PUBLISHED).count() == 1
