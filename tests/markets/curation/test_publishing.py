"""From draft to public and back."""

import pytest
from django.db import IntegrityError, transaction

from markets.curation.links import decide_link
from markets.curation.listings import keep_listing, make_market, match_listing, set_listing_aside
from markets.curation.publishing import accept_problems, publish_edition, withdraw_edition
from markets.curation.refusal import Refusal
from markets.models import (
    DataVersion,
    Edition,
    Listing,
    Market,
    Reading,
    Recommendation,
    RecommendationLink,
    Stage,
)
from markets.proposals import propose_links
from tests.markets.curation.conftest import row

pytestmark = pytest.mark.django_db


def match_all(reading, by):
    for listing in Listing.objects.filter(reading=reading, stage=Stage.DRAFT, market=None):
        make_market(listing, by=by)


def publish_rows(drafted, year, rows, editor):
    """Draft an edition of these rows, each of a market of its own unless its name is known, and publish it."""
    reading = drafted(year, rows)
    match_all(reading, editor)
    publish_edition(reading.edition, by=editor)
    return reading


def public_names(year):
    return set(Listing.objects.public().filter(edition__year=year).values_list("printed_name", flat=True))


def test_a_draft_is_not_public(drafted):
    reading = drafted(2031, [row("Alpha")])
    assert not Listing.objects.public().exists()
    assert not Edition.objects.public().exists()
    assert reading.state == Reading.State.DRAFTED


def test_a_listing_without_a_market_stops_the_publication(drafted, editor):
    edition = drafted(2031, [row("Alpha")]).edition
    with pytest.raises(Refusal, match="1 listing has no market yet: Alpha"):
        publish_edition(edition, by=editor)


def test_only_an_editor_publishes(drafted, curator):
    reading = drafted(2031, [row("Alpha")])
    match_all(reading, curator)
    with pytest.raises(Refusal, match="Ask an editor"):
        publish_edition(reading.edition, by=curator)
    assert not Edition.objects.public().exists()


def test_a_report_with_problems_never_reaches_the_public_on_its_own(drafted, editor):
    reading = drafted(2031, [row("Alpha")], problems=("the report states 2 online markets and 1 was found",))
    match_all(reading, editor)
    with pytest.raises(Refusal, match="states 2 online markets"):
        publish_edition(reading.edition, by=editor)
    with pytest.raises(Refusal, match="Give a reason"):
        accept_problems(reading, reason=" ", by=editor)
    accept_problems(reading, reason="the report counts a market twice", by=editor)
    publish_edition(reading.edition, by=editor)
    assert public_names(2031) == {"Alpha"}


def test_a_publication_says_who_and_when_and_moves_the_version(drafted, editor):
    reading = drafted(2031, [row("Alpha")])
    match_all(reading, editor)
    before = DataVersion.current()
    edition = publish_edition(reading.edition, by=editor)
    after = DataVersion.current()
    assert edition.published_by == editor and edition.published_at
    assert after.revision > before.revision and after.number == before.number + 1


def test_a_published_edition_is_never_overwritten_by_a_draft(drafted, editor):
    publish_rows(drafted, 2031, [row("Alpha"), row("Beta")], editor)
    drafted(2031, [row("Alpha", text="Other words."), row("Gamma")])
    assert public_names(2031) == {"Alpha", "Beta"}
    assert Listing.objects.public().get(printed_name="Alpha").text != "Other words."


def test_a_second_publication_swaps_all_at_once_and_withdrawing_brings_the_first_back(drafted, editor):
    first = publish_rows(drafted, 2031, [row("Alpha"), row("Beta")], editor)
    second = publish_rows(drafted, 2031, [row("Alpha", text="Other words."), row("Gamma")], editor)
    assert public_names(2031) == {"Alpha", "Gamma"}
    withdraw_edition(second.edition, reason="a forged file", by=editor)
    assert public_names(2031) == {"Alpha", "Beta"}
    withdraw_edition(first.edition, reason="forged too", by=editor)
    assert public_names(2031) == set() and not Edition.objects.public().filter(year=2031)


def test_a_row_left_out_of_the_draft_leaves_what_is_public_as_it_is(drafted, editor):
    publish_rows(drafted, 2031, [row("Alpha"), row("Beta")], editor)
    old = Listing.objects.public().get(printed_name="Alpha")
    second = drafted(2031, [row("Alpha", text="Other words."), row("Beta")])
    set_listing_aside(Listing.objects.get(reading=second, printed_name="Alpha"), by=editor)
    publish_edition(second.edition, by=editor)
    assert Listing.objects.public().get(printed_name="Alpha") == old


def test_a_public_listing_that_the_reading_lacks_is_kept_where_a_curator_says_so(drafted, editor):
    publish_rows(drafted, 2031, [row("Alpha"), row("Beta")], editor)
    second = drafted(2031, [row("Alpha")])
    keep_listing(Listing.objects.public().get(printed_name="Beta"), second, by=editor)
    publish_edition(second.edition, by=editor)
    assert public_names(2031) == {"Alpha", "Beta"}


def test_ids_of_recommendations_are_given_once_and_never_used_again(drafted, editor):
    first = publish_rows(
        drafted,
        2031,
        [row("Alpha", asks=["Alpha should remove sellers of counterfeit goods faster."])],
        editor,
    )
    assert list(Recommendation.objects.public().values_list("public_id", flat=True)) == ["2031-alpha-R1"]
    withdraw_edition(first.edition, reason="wrong file", by=editor)
    second = drafted(
        2031, [row("Alpha", asks=["Alpha must publish a register of its merchants in English."])]
    )
    publish_edition(second.edition, by=editor)
    assert list(Recommendation.objects.public().values_list("public_id", flat=True)) == ["2031-alpha-R2"]


def test_a_reading_lends_its_exact_words_to_a_recommendation_known_in_other_words(drafted, editor):
    publish_rows(
        drafted,
        2031,
        [row("Alpha", asks=["Alpha should remove repeat sellers of counterfeit goods."])],
        editor,
    )
    words = "Alpha should quickly remove repeat sellers of counterfeit goods."
    second = drafted(2031, [row("Alpha", asks=[words])])
    publish_edition(second.edition, by=editor)
    public = Recommendation.objects.public().get()
    assert (public.public_id, public.text) == ("2031-alpha-R1", words)
    withdraw_edition(second.edition, reason="not the final text", by=editor)
    assert Recommendation.objects.public().get().text.startswith("Alpha should remove")


def test_a_newer_draft_takes_the_place_of_an_older_one(drafted):
    older = drafted(2031, [row("Alpha")])
    newer = drafted(2031, [row("Alpha"), row("Beta")])
    older.refresh_from_db()
    assert (older.state, newer.state) == (Reading.State.DISCARDED, Reading.State.DRAFTED)
    assert Listing.objects.filter(edition__year=2031, stage=Stage.DRAFT).count() == 2


def test_the_database_refuses_one_market_twice_in_an_edition(drafted, editor):
    reading = drafted(2031, [row("Alpha"), row("Alpha Two")])
    market = Market.objects.create(slug="alpha", name="Alpha", kind="online")
    for listing in Listing.objects.filter(reading=reading):
        match_listing(listing, market, by=editor)
    with pytest.raises(Refusal, match="matched to one market"):
        publish_edition(reading.edition, by=editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.filter(reading=reading).update(stage=Stage.PUBLISHED)


def test_a_publication_proposes_what_it_does_with_earlier_asks_and_decides_nothing(drafted, curator, editor):
    ask = "Alpha should remove repeat sellers of counterfeit goods from its shops."
    for year, words in ((2031, ask), (2032, ask.replace("should", "must"))):
        publish_rows(drafted, year, [row("Alpha", asks=[words])], editor)
    link = RecommendationLink.objects.get()
    assert (link.earlier.public_id, link.later.public_id) == ("2031-alpha-R1", "2032-alpha-R1")
    assert link.decision == "proposed" and not RecommendationLink.objects.public()
    decide_link(link, True, by=editor)  # alone: it waits for a second person
    assert not RecommendationLink.objects.public()
    decide_link(link, True, by=curator)  # a curator proposes too
    decide_link(link, True, by=editor)
    assert RecommendationLink.objects.public().get().follow_up == "sharpened"
    assert propose_links(Edition.objects.get(year=2032)) == []
