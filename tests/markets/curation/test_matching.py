"""Which market is it? Decided once, proposed with reasons, never matched in doubt."""

import pytest

from markets.curation.listings import make_market, match_listing, reject_match, undo_decision
from markets.curation.merging import merge_markets, split_market, undo_merger, undo_split
from markets.curation.refusal import Refusal
from markets.matching import find_candidates, find_decisions
from markets.models import Listing, Market, PrintedName, Stage
from tests.markets.curation.conftest import row
from tests.markets.curation.test_publishing import match_all, publish_rows

pytestmark = pytest.mark.django_db


def listing_of(reading, name):
    return Listing.objects.get(reading=reading, printed_name=name)


def test_a_decision_is_never_asked_for_twice(drafted, curator):
    first = drafted(2031, [row("EGY.BEST")])
    market = make_market(listing_of(first, "EGY.BEST"), name="EgyBest", by=curator)
    second = drafted(2032, [row("Egy.Best")])
    assert listing_of(second, "Egy.Best").market == market


def test_a_name_that_is_only_alike_is_proposed_and_not_matched(drafted, editor):
    first = drafted(
        2031, [row("Rapidgator", domains=["rapidgator.net"], country_codes=["RU"], country="Russia")]
    )
    match_all(first, editor)
    second = drafted(
        2032, [row("Rapidgator.net", domains=["rapidgator.net"], country_codes=["RU"], country="Russia")]
    )
    listing = listing_of(second, "Rapidgator.net")
    assert listing.market is None
    best = find_candidates([listing])[listing.pk][0]
    assert best.market.name == "Rapidgator"
    assert "same domain as in 2031 (rapidgator[.]net)" in best.reasons
    assert "same country (RU)" in best.reasons


def test_not_the_same_is_kept_and_not_offered_again(drafted, editor):
    first = drafted(2031, [row("Torrentz")])
    match_all(first, editor)
    torrentz = Market.objects.get(slug="torrentz")
    second = drafted(2032, [row("Torrentz2")])
    listing = listing_of(second, "Torrentz2")
    assert [each.market for each in find_candidates([listing])[listing.pk]] == [torrentz]
    reject_match(listing, torrentz, reason="another operator", by=editor)
    assert find_candidates([listing])[listing.pk] == []
    later = drafted(2033, [row("TORRENTZ2")])
    again = listing_of(later, "TORRENTZ2")
    assert find_candidates([again])[again.pk] == []


def test_a_decision_can_be_taken_back(drafted, curator):
    reading = drafted(2031, [row("Alpha")])
    make_market(listing_of(reading, "Alpha"), by=curator)
    decision = PrintedName.objects.get(key="alpha")
    undo_decision(decision, by=curator)
    assert find_decisions([("Alpha", "online")]) == {}


def test_an_online_listing_is_not_a_physical_market(drafted, curator):
    reading = drafted(2031, [row("Alpha")])
    market = Market.objects.create(slug="alpha", name="Alpha", kind="physical")
    with pytest.raises(Refusal, match="physical"):
        match_listing(listing_of(reading, "Alpha"), market, by=curator)


def test_two_new_markets_of_one_name_get_two_addresses(drafted, curator):
    reading = drafted(2031, [row("Central Market", "physical", city="Lima"), row("Central Market", "online")])
    slugs = [
        make_market(listing, by=curator).slug
        for listing in Listing.objects.filter(reading=reading).order_by("ordinal")
    ]
    assert slugs == ["central-market", "central-market-2"]


def published(drafted, editor, year, *names):
    publish_rows(drafted, year, [row(name) for name in names], editor)


def test_a_merger_moves_nothing_and_is_undone_without_a_trace_in_the_rows(drafted, editor):
    published(drafted, editor, 2031, "Alpha")
    published(drafted, editor, 2032, "Alfa Bazaar")
    alpha, alfa = Market.objects.get(slug="alpha"), Market.objects.get(slug="alfa-bazaar")
    before = list(Listing.objects.order_by("pk").values())
    merger = merge_markets(alfa, alpha, reason="the same operator says so", by=editor)
    assert list(Market.objects.public()) == [alpha]
    assert list(Listing.objects.order_by("pk").values()) == before
    undo_merger(merger, by=editor)
    assert set(Market.objects.public()) == {alpha, alfa}
    assert list(Listing.objects.order_by("pk").values()) == before


def test_two_markets_listed_in_one_edition_are_not_merged(drafted, editor):
    published(drafted, editor, 2031, "Alpha", "Alfa Bazaar")
    alpha, alfa = Market.objects.get(slug="alpha"), Market.objects.get(slug="alfa-bazaar")
    with pytest.raises(Refusal, match="Both are listed in 2031"):
        merge_markets(alfa, alpha, reason="they look alike", by=editor)


def test_a_split_is_undone_and_its_address_is_never_lost(drafted, editor):
    published(drafted, editor, 2031, "Alpha")
    published(drafted, editor, 2032, "Alpha")
    alpha = Market.objects.get(slug="alpha")
    later = Listing.objects.get(edition__year=2032, stage=Stage.PUBLISHED)
    split = split_market(alpha, "Alpha Two", [later], reason="another operator", by=editor)
    later.refresh_from_db()
    assert later.market is not None and later.market.slug == "alpha-two"
    undo_split(split, by=editor)
    later.refresh_from_db()
    assert later.market == alpha
    assert Market.objects.get(slug="alpha-two").merged_into == alpha


def test_a_curator_does_not_merge(drafted, editor, curator):
    published(drafted, editor, 2031, "Alpha")
    published(drafted, editor, 2032, "Alfa Bazaar")
    with pytest.raises(Refusal, match="Ask an editor"):
        merge_markets(
            Market.objects.get(slug="alpha"),
            Market.objects.get(slug="alfa-bazaar"),
            reason="alike",
            by=curator,
        )
