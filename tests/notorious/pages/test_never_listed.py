"""A market of which no listing is known has a page, as soon as anything else of it is public."""

import pytest
from django.db.models import Q
from django.test import Client

from markets.grid import build_grid
from markets.models import Absence, Market, MarketAlias, WatchListEntry
from markets.models.market import FACTS_BESIDE_LISTINGS
from markets.models.version import DataVersion
from markets.record.load import FOLDER as MARKETS
from markets.record.rows import read_record_rows
from responses.models import Nomination
from responses.record.load import FOLDER as RESPONSES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]
AJMAN = "/markets/ajman-china-mall/"


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_market_that_is_known_by_its_absence_has_a_page_with_it(client: Client) -> None:
    page = read(client, AJMAN)
    assert "Known not to be listed in 2021; no listing known." in page
    (absence,) = Absence.objects.filter(market__slug="ajman-china-mall")
    assert absence.text in page
    assert "USTR, National Trade Estimate report 2022" in page
    assert "memory" not in page
    assert AJMAN in read(client, "/search/?q=ajman china mall")
    assert AJMAN in read(client, "/markets/?listed=never&q=ajman")
    assert AJMAN not in read(client, "/markets/?q=ajman")
    assert AJMAN not in read(client, "/data/timeline.csv?absences=1")
    assert "2021,ajman-china-mall,enforcement" in read(client, "/data/absences.csv")


def test_every_public_fact_of_a_market_is_on_a_page() -> None:
    pages = set(Market.objects.with_pages().values_list("pk", flat=True))
    for name in (*FACTS_BESIDE_LISTINGS, "listings", "recommendations", "responses"):
        facts = Market._meta.get_field(name).related_model.objects.public()
        for row in facts.filter(market__isnull=False).select_related("market"):
            assert row.market.canonical_id in pages, row


def test_a_market_known_by_its_names_alone_says_that_no_listing_is_known(client: Client) -> None:
    page = read(client, "/markets/dordoy-bazaar/")
    assert '<p class="lead">No listing known.</p>' in page
    assert "Дордой" in page


def test_the_first_sentence_says_how_a_market_is_known_and_no_more(client: Client) -> None:
    asked = (
        Nomination.objects.public().filter(filing__role="nomination", market__isnull=False).values("market")
    )
    listed = WatchListEntry.objects.public().filter(status="listed", market__isnull=False).values("market")
    never = Market.objects.never_listed().annotate(asked=Q(pk__in=asked), on_eu=Q(pk__in=listed))
    examples = {(market.asked, market.on_eu): market for market in never}
    assert len(examples) == 4
    for (nominated, on_eu), market in examples.items():
        page = read(client, market.get_absolute_url())
        assert ("Nominated, no listing known." in page) == nominated, market
        assert ("On the EU Watch List, no USTR listing known." in page) == (on_eu and not nominated), market
    assert "Named in a filing that does not nominate it, no listing known." in read(
        client, "/markets/tiktok/"
    )


def test_a_market_that_the_eu_names_without_listing_it_is_not_on_its_list(client: Client) -> None:
    Nomination.objects.filter(market__slug="ebay").update(withdrawn_at="2026-01-01T00:00Z")
    page = read(client, "/markets/ebay/")
    assert "Named by the EU Watch List without being listed, no USTR listing known." in page


def test_a_market_of_withdrawn_facts_alone_has_no_page(client: Client) -> None:
    market = Market.objects.get(slug="ajman-china-mall")
    Absence.objects.filter(market=market).update(withdrawn_at="2026-01-01T00:00Z")
    assert client.get(AJMAN).status_code == 404
    assert market not in Market.objects.never_listed()


def test_a_withdrawn_entry_of_the_eu_gives_no_page(client: Client) -> None:
    market = Market.objects.never_listed().filter(nominations=None, aliases=None, identifiers=None).first()
    assert market is not None
    assert client.get(market.get_absolute_url()).status_code == 200
    WatchListEntry.objects.filter(market=market).update(withdrawn_at="2026-01-01T00:00Z")
    assert market not in Market.objects.never_listed()
    assert client.get(market.get_absolute_url()).status_code == 404


def test_the_facts_of_a_merged_market_are_those_of_the_other(client: Client) -> None:
    merged, into = Market.objects.never_listed().filter(kind="online").order_by("pk")[:2]
    merged.merged_into = into
    merged.save()
    answer = client.get(merged.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (301, into.get_absolute_url())
    assert merged not in Market.objects.never_listed()
    assert into in Market.objects.never_listed()


def test_a_new_name_of_a_market_without_a_listing_is_shown_at_once(client: Client) -> None:
    before = DataVersion.objects.get().revision
    Market.objects.filter(slug="ajman-china-mall").update(name="China Mall, Ajman")
    assert DataVersion.objects.get().revision > before
    assert "<h1>China Mall, Ajman</h1>" in read(client, AJMAN)


def test_the_matrix_leaves_out_markets_without_a_listing() -> None:
    rows = {row.market.pk for row in build_grid().rows}
    assert not rows & set(Market.objects.never_listed().values_list("pk", flat=True))


def test_identifiers_are_on_the_pages_of_markets_and_companies(client: Client) -> None:
    assert "NYSE:SE" in read(client, "/parties/sea-limited/")
    page = read(client, "/markets/1337x/")
    assert "Q28134166" in page
    assert 'href="https://1337x.to' not in page
    files = read(client, "/data/identifiers.csv")
    assert "party,sea-limited,ticker,NYSE:SE" in files
    bundled = [*read_record_rows(MARKETS, "identifiers"), *read_record_rows(RESPONSES, "identifiers")]
    assert files.count("\n") == 1 + sum(row["basis"] == "secondary" for row in bundled)


def test_the_page_of_the_watch_list_says_how_many_marketplaces_sources_count(client: Client) -> None:
    page = read(client, "/sister-lists/eu/")
    assert (
        "52: copyright content 22, e-commerce 6, online pharmacies 3, physical marketplaces 21"
        in " ".join(page.split())
    )
    assert "Countries of its physical marketplaces" in page
    assert "2018,2018-12-07,Counterfeit and Piracy Watch List,,39,52,22,6,3,21," in read(
        client, "/data/watch_list_eu_editions.csv"
    )


def test_what_was_seen_in_a_source_is_for_staff(client: Client) -> None:
    seen = "first on the list of sites; letter by Bob Pisano"
    assert Nomination.objects.filter(note=seen).exists()
    for path in ("/data/nominations.csv", "/nominations/", "/data/filings.csv", "/data/sources.csv"):
        assert "Bob Pisano" not in read(client, path), path
    before = DataVersion.objects.get().revision
    MarketAlias.objects.filter(market__slug="taobao").update(note="seen again")
    assert DataVersion.objects.get().revision == before
