"""What was made by mistake and never public can be deleted; until then nobody chooses it by mistake."""

import pytest
from django.test import Client

from markets.curation.deleting import delete_mistake
from markets.curation.listings import make_market, reject_match, set_listing_aside
from markets.curation.refusal import Refusal
from markets.ingest.drafting import discard_reading
from markets.ingest.schedule import ensure_sources
from markets.matching import find_candidates
from markets.models import (
    Citation,
    DiscoveredDocument,
    Edition,
    Listing,
    Market,
    MarketAlias,
    PrintedName,
    Source,
    SourcePoll,
)
from tests.notorious.desk.test_no_row_is_lost import _draft
from tests.people import sign_in

pytestmark = pytest.mark.usefixtures("record")


@pytest.fixture
def made(ed) -> Market:
    """A market that a draft made; its row was excluded from the draft."""
    row = Listing.objects.get(reading=_draft(0), market=None)
    market = make_market(row, by=ed)
    set_listing_aside(row, by=ed)
    return market


def post_deletion(client: Client, row, reason: str = "Typed twice."):
    address = f"/admin/markets/{row._meta.model_name}/{row.pk}/delete/"
    return client.post(address, {"reason": reason}, follow=True)


def test_a_market_that_an_excluded_row_left_behind_is_deleted_on_one_page(made, ed) -> None:
    row, client = made.listings.get(), sign_in(ed)
    change = client.get(f"/admin/markets/market/{made.pk}/change/").content.decode()
    assert f"/admin/markets/market/{made.pk}/delete/" in change
    asked = client.get(f"/admin/markets/market/{made.pk}/delete/").content.decode()
    assert "was never public, and nothing rests on it" in asked
    assert "Say why" in post_deletion(client, made, reason=" ").content.decode()
    assert f"Deleted: {made.name}." in post_deletion(client, made).content.decode()
    assert not Market.objects.filter(slug=made.slug).exists()
    assert not PrintedName.objects.filter(name=row.printed_name).exists()
    row.refresh_from_db()
    assert (row.market, row.match_reason) == (None, "")  # it is matched when the row is restored
    log = client.get("/admin/audit/").content.decode()
    for words in ("delete mistake", "Typed twice.", made.name):
        assert words in log


def test_only_editors_delete(made, ada) -> None:
    assert post_deletion(sign_in(ada), made).status_code == 403
    with pytest.raises(Refusal, match="Only editors can delete"):
        delete_mistake(made, reason="x", by=ada)
    assert "/delete/" not in sign_in(ada).get(f"/admin/markets/market/{made.pk}/change/").content.decode()


def test_a_market_in_use_is_not_deleted_and_the_page_says_by_what(ed) -> None:
    row = Listing.objects.get(reading=_draft(0), market=None)
    market = make_market(row, by=ed)
    MarketAlias.objects.create(
        market=market, name="Another", basis="secondary", source="https://example.org/"
    )
    page = sign_in(ed).get(f"/admin/markets/market/{market.pk}/delete/").content.decode()
    assert "is in use: " in page
    assert "1 listing" in page
    assert "1 market alias" in page
    with pytest.raises(Refusal, match="Nothing was deleted"):
        delete_mistake(market, reason="x", by=ed)
    MarketAlias.objects.all().delete()
    reject_match(row, market, reason="x", by=ed)
    delete_mistake(market, reason="x", by=ed)


def test_what_was_public_is_never_deleted(ed) -> None:
    listing = Listing.objects.filter(edition__year=2013, stage="published").select_related("market").first()
    market = listing.market
    Listing.objects.filter(pk=listing.pk).update(stage="withdrawn")
    for row in (market, Market.objects.get(slug="taobao"), Edition.objects.get(year=2017)):
        with pytest.raises(Refusal, match="was public"):
            delete_mistake(row, reason="x", by=ed)
    with pytest.raises(Refusal, match="withdrawn, never deleted"):
        delete_mistake(Citation.objects.first(), reason="x", by=ed)


def test_an_edition_is_deleted_unless_a_document_rests_on_it(ed) -> None:
    empty = Edition.objects.create(year=2031, title="A typing error")
    assert "Deleted: 2031 List." in post_deletion(sign_in(ed), empty).content.decode()
    assert not Edition.objects.filter(year=2031).exists()
    left = Edition.objects.create(year=2032, title="A wrong year")
    reading = _draft(0)
    discard_reading(reading)
    type(reading).objects.filter(pk=reading.pk).update(edition=left)
    with pytest.raises(Refusal, match="1 reading"):
        delete_mistake(left, reason="x", by=ed)
    form = sign_in(ed).get("/admin/markets/absence/add/").context["adminform"].form
    years = {edition.year for edition in form.fields["edition"].queryset}
    assert 2032 not in years
    assert 2025 in years


def test_a_source_is_deleted_with_its_checks_unless_it_led_to_a_document(ed) -> None:
    ensure_sources()
    source = Source.objects.create(
        slug="wrong", name="Wrong", kind="newsroom", url="https://example.org/news"
    )
    SourcePoll.objects.create(source=source, sentence="Nothing there.")
    found = DiscoveredDocument.objects.create(source=source, url="https://example.org/a", kind="statement")
    with pytest.raises(Refusal, match="1 discovered document"):
        delete_mistake(source, reason="x", by=ed)
    found.delete()
    status = sign_in(ed).get("/status/").content.decode()
    assert "Wrong" in status
    Source.objects.filter(pk=source.pk).update(enabled=False)
    status = sign_in(ed).get("/status/").content.decode()
    assert "Wrong" not in status
    assert "Nothing there." not in status
    assert "Deleted: Wrong." in post_deletion(sign_in(ed), source).content.decode()
    with pytest.raises(Refusal, match="Switch it off instead"):
        delete_mistake(Source.objects.first(), reason="x", by=ed)


def test_what_an_excluded_row_left_behind_is_offered_nowhere(made, ed) -> None:
    listing = Listing(printed_name=made.name, kind="online")
    assert made not in [each.market for each in find_candidates([listing])[listing.pk]]
    fresh = Market.objects.create(slug=f"{made.slug}-fresh", name=f"{made.name} fresh", kind="online")
    asked = {"app_label": "markets", "model_name": "absence", "field_name": "market", "term": made.name}
    found = sign_in(ed).get("/admin/autocomplete/", asked).json()["results"]
    assert [each["id"] for each in found] == [str(fresh.pk)]
    assert made.name in sign_in(ed).get("/admin/markets/market/", {"q": made.slug}).content.decode()
