"""Feeds: ids that stay, dates from the sources, and no news where nothing happened."""

import datetime
import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.test import Client

from markets.grid import build_grid
from markets.models import Edition, Listing, Market
from markets.tables.scope import Scope
from notorious.feeds import entries
from notorious.feeds.rendering import MOST_ENTRIES, UNKNOWN_DATE, FeedEntry, at_noon, render_feed, tag_uri
from responses.models import Response

ATOM = "{http://www.w3.org/2005/Atom}"
ALL = ["editions", "changes", "responses", "markets/taobao", "parties/alibaba-group", "countries/cn"]


def _entries(client: Client, name: str) -> dict[str, str]:
    """{id: updated}"""
    response = client.get(f"/feeds/{name}.atom")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(response.content)
    return {
        each.findtext(f"{ATOM}id", ""): each.findtext(f"{ATOM}updated", "").replace("+00:00", "Z")
        for each in root.iter(f"{ATOM}entry")
    }


@pytest.mark.parametrize("name", ALL)
def test_a_feed_has_what_atom_asks_for(name: str, record: Scope, client: Client) -> None:
    root = ET.fromstring(client.get(f"/feeds/{name}.atom").content)
    assert root.findtext(f"{ATOM}id") == tag_uri(name)
    for part in ("title", "updated", "author"):
        assert root.find(f"{ATOM}{part}") is not None
    entries = list(root.iter(f"{ATOM}entry"))
    assert entries
    for entry in entries:
        assert (entry.findtext(f"{ATOM}id") or "").startswith("tag:")
        assert entry.findtext(f"{ATOM}title")
        assert entry.findtext(f"{ATOM}summary")
        datetime.datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "")
    links = [link.attrib["href"] for link in entries[0].iter(f"{ATOM}link")]
    assert [client.get("/" + link.split("/", 3)[3]).status_code for link in links] == [200]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)


def test_saving_rows_without_a_change_is_no_news(record: Scope, client: Client) -> None:
    before = {name: _entries(client, name) for name in ALL}
    for model in (Edition, Listing, Response, Market):
        for row in model.objects.all()[:50]:  # type: ignore[attr-defined]
            row.save()
    assert {name: _entries(client, name) for name in ALL} == before


def test_a_correction_dates_its_entry_again_and_no_other(record: Scope, client: Client) -> None:
    before = _entries(client, "responses")
    response = Response.objects.public().get(public_id="2012-12-14-alibaba-group-1")
    response.title = "Another title"
    response.save()
    after = _entries(client, "responses")
    assert {key for key in after if after[key] != before[key]} == {
        tag_uri("responses/2012-12-14-alibaba-group-1")
    }


def test_a_correction_of_a_listing_that_stays_is_news_of_its_market_and_no_change(
    record: Scope, client: Client
) -> None:
    changes, market = _entries(client, "changes"), _entries(client, "markets/taobao")
    listing = Listing.objects.public().get(edition__year=2016, market__slug="taobao")
    listing.city_printed, listing.city_basis = "Hangzhou", "secondary"
    listing.save()
    assert _entries(client, "changes") == changes
    after = _entries(client, "markets/taobao")
    assert {key for key in after if after[key] != market[key]} == {tag_uri("listings/2016-taobao")}


def test_a_withdrawn_response_leaves_the_feed(record: Scope, client: Client) -> None:
    response = Response.objects.public().get(public_id="2012-12-14-alibaba-group-1")
    response.stage = Response.Stage.WITHDRAWN
    response.withdrawn_at = datetime.datetime.now(datetime.UTC)
    response.save()
    assert tag_uri("responses/2012-12-14-alibaba-group-1") not in _entries(client, "responses")


def test_the_feed_of_changes_tells_of_taobaos_return(record: Scope, client: Client) -> None:
    entries = _entries(client, "changes")
    assert entries[tag_uri("changes/2016-taobao/relisted")] == "2016-12-21T12:00:00Z"
    assert tag_uri("changes/2017-taobao/continued") not in entries


def test_the_feed_of_changes_tells_of_every_market_that_came_or_went(record: Scope, client: Client) -> None:
    whole = build_grid()
    expected = {
        tag_uri(f"changes/{year}-{row.market.slug}/{row.change(year)}")
        for row in whole.rows
        for year in whole.years
        if row.change(year) in entries.REPORTED_CHANGES
    }
    assert set(_entries(client, "changes")) == expected


def test_a_merged_markets_feed_leads_on(record: Scope, client: Client) -> None:
    taobao = Market.objects.get(slug="taobao")
    Market.objects.create(
        slug="taobao-marketplace", name="Taobao Marketplace", kind="online", merged_into=taobao
    )
    assert client.get("/feeds/markets/taobao-marketplace.atom")["Location"] == "/feeds/markets/taobao.atom"
    assert client.get("/feeds/markets/nothing.atom").status_code == 404


def test_what_xml_cannot_hold_is_replaced_and_markup_is_text() -> None:
    entry = FeedEntry("k", "<b>\x01\ud800&\ufffe", "/", at_noon(datetime.date(2020, 1, 2)), "s\x0b")
    root = ET.fromstring(render_feed("editions", "t", "/", [entry]))
    found = root.find(f"{ATOM}entry")
    assert found is not None
    assert found.findtext(f"{ATOM}title") == "<b>\ufffd\ufffd&\ufffd"


def test_an_old_response_that_is_published_today_is_news_today(
    record: Scope, client: Client, django_user_model: Any
) -> None:
    person = django_user_model.objects.create(username="editor")
    today = datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)
    Response.objects.filter(public_id="2012-12-14-alibaba-group-1").update(
        published_by=person, published_at=today
    )
    root = ET.fromstring(client.get("/feeds/responses.atom").content)
    first = root.find(f"{ATOM}entry")
    assert first is not None
    assert first.findtext(f"{ATOM}id") == tag_uri("responses/2012-12-14-alibaba-group-1")
    assert (first.findtext(f"{ATOM}published") or "").startswith("2012-12-14")
    assert (first.findtext(f"{ATOM}updated") or "").startswith("2026-11-20")
    assert "Source: " in (first.findtext(f"{ATOM}content") or "")


def test_a_withdrawal_moves_the_date_of_the_feed(record: Scope, client: Client) -> None:
    before = ET.fromstring(client.get("/feeds/responses.atom").content).findtext(f"{ATOM}updated") or ""
    response = Response.objects.public().get(public_id="2012-12-14-alibaba-group-1")
    response.stage, response.withdrawn_at = Response.Stage.WITHDRAWN, datetime.datetime.now(datetime.UTC)
    response.save()
    after = ET.fromstring(client.get("/feeds/responses.atom").content).findtext(f"{ATOM}updated") or ""
    assert after > before


def test_corrections_versions_and_searches_have_feeds(record: Scope, client: Client) -> None:
    Listing.objects.filter(edition__year=2017, market__slug="taobao").update(printed_name="Tao Bao")
    assert len(_entries(client, "corrections")) == 1
    client.get("/data/latest/")
    assert len(_entries(client, "versions")) >= 1
    found = client.get("/feeds/search.atom?q=takedown")
    assert found.status_code == 200 and b"<entry>" in found.content
    assert client.get("/feeds/search.atom").status_code == 400
    assert client.get("/feeds/countries/zz.atom").status_code == 404


def test_the_page_of_feeds_leads_to_feeds(record: Scope, client: Client) -> None:
    page = client.get("/feeds/").content.decode()
    addresses = set(re.findall(r'<a href="(/feeds/[^"]+)"', page))
    assert len(addresses) > 20
    for address in sorted(addresses)[:12]:
        assert client.get(address).status_code == 200, address


def test_a_feed_holds_the_latest_entries_only() -> None:
    entries = [
        FeedEntry(f"x/{day}", str(day), "/", at_noon(UNKNOWN_DATE + datetime.timedelta(days=day)), "")
        for day in range(MOST_ENTRIES + 5)
    ]
    feed = render_feed("x", "Title", "/", entries)
    assert feed.count("<entry>") == MOST_ENTRIES
    assert "<title>204</title>" in feed
    assert "<title>4</title>" not in feed
