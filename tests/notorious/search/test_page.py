"""The page: conditions with counts, snippets, places, refusals."""

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from markets.models import Listing
from markets.search import engine
from responses.models import Response
from tests.html import get_page
from tests.notorious.search.conftest import Search
from tests.queries import count_queries

pytestmark = pytest.mark.usefixtures("record")


def page(client: Client, query: str) -> BeautifulSoup:
    return get_page(client, f"/search/?{query}")


@pytest.mark.wide
def test_every_count_is_what_its_link_finds(search: Search) -> None:
    """Counts are beside each value under the other conditions."""
    for conditions in (
        {},
        {"kind": "response"},
        {"year": "2017"},
        {"kind": "point", "party": "alibaba-group"},
    ):
        found = search("taobao or alibaba", **conditions)
        for name, counts in found["counts"].items():
            for value, count in counts.items():
                assert search("taobao or alibaba", **{**conditions, name: value})["total"] == count, (
                    name,
                    value,
                )


def test_a_chosen_value_is_taken_off_by_its_own_link(client: Client) -> None:
    read = page(client, "q=taobao&kind=response&year=2017")
    chips = {link["href"] for link in read.select(".chips a")}
    assert chips == {"?q=taobao&year=2017", "?q=taobao&kind=response"}


def test_pages_hold_every_hit_once(client: Client, search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "HITS_PER_PAGE", 7)
    seen: list[str] = []
    address: str | None = "/search/page.json?q=taobao+or+alibaba+or+russia"
    while address:
        body = client.get(address).json()
        seen += [hit["title"] + hit["permalink"] for hit in body["hits"]]
        address = body["next"]
    assert len(seen) > 60
    assert len(set(seen)) == len(seen) == body["total"]


def test_listings_found_by_name_alone_are_one_entry_with_its_editions(client: Client, search: Search) -> None:
    found = [hit["permalink"] for hit in search("taobao", kind="listing")["hits"]]
    (entry,) = page(client, "q=taobao&kind=listing").select(".hits > li")
    shown = [link["href"] for link in entry.select("a")]
    assert len(found) > 5 and {address.split("//")[1].partition("/")[2] for address in found} == {
        each.removeprefix("/") for each in shown
    }
    years = [int(link.get_text()) for link in entry.select(".meta a")]
    assert years == sorted(years, reverse=True)


def test_a_hit_opens_at_its_passage(client: Client, search: Search) -> None:
    listing = Listing.objects.public().get(market__slug="taobao", edition__year=2017)
    Listing.objects.filter(pk=listing.pk).update(
        text="First sentence.\n\nA xylophone-shaped, quite unusual passage stands here.", text_mode="verbatim"
    )
    (hit,) = search("xylophone")["hits"]
    where, _, passage = hit["permalink"].partition("#")
    assert where.endswith("/editions/2017/taobao/")
    assert passage == "text:~:text=xylophone%2Dshaped%2C%20quite%20unusual%20passage%20stands"
    assert page_has(client, "/editions/2017/taobao/", "text")


def test_a_point_opens_at_its_own_place(client: Client, search: Search) -> None:
    hit = next(hit for hit in search("alibaba", kind="point")["hits"])
    path = hit["permalink"].partition("//")[2].partition("/")[2]
    address, _, fragment = path.partition("#")
    assert page_has(client, f"/{address}", fragment.split(":~:")[0])


def page_has(client: Client, address: str, anchor: str) -> bool:
    return get_page(client, address).find(id=anchor) is not None


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)> xylophone <script>alert(2)</script>",
        "xylophone </mark><b onmouseover=alert(1)>bold</b>",
        "\ue000xylophone\ue001 \ue000<u>forged\ue001",
        "&lt;img&gt; xylophone & co",
    ],
)
def test_a_snippet_cannot_carry_markup(client: Client, text: str) -> None:
    listing = Listing.objects.public().first()
    Listing.objects.filter(pk=listing.pk).update(text=text, text_mode="verbatim")
    (hit,) = page(client, "q=xylophone").select(".hits article > p:last-child")
    assert {tag.name for tag in hit.find_all(True)} == {"mark"}
    assert [mark.get_text() for mark in hit.find_all("mark")] == ["xylophone"]


def test_a_title_and_a_search_are_shown_as_text(client: Client) -> None:
    Response.objects.filter(pk=Response.objects.public().first().pk).update(title="Xylophone <b>loud</b>")
    raw = client.get("/search/?q=xylophone+<b>").content.decode()
    assert "<b>loud" not in raw
    assert "xylophone &lt;b&gt;" in raw


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("q=a%00b", "characters that cannot be read"),
        ("q=%ED%A0%80", "characters that cannot be read"),
        ("q=%EE%80%80", "characters that cannot be read"),
        ("q=" + "x" * 201, "at most 200 characters"),
        ("q=" + "+".join("abcdefghijklmnopq"), "at most 16 words"),
        ("q=x&kind=rumour", "It takes: listing, recommendation"),
        ("q=x&year=20l7", "has no value"),
        ("q=x&country=China", "Did you mean"),
        ("q=x&party=%27%3B--", "has no value"),
        ("q=x&page=1;drop", "There is no page"),
        ("q=x&page=" + "9" * 30, "There is no page"),
    ],
)
def test_a_search_that_cannot_be_is_refused_in_one_sentence(
    client: Client, query: str, sentence: str
) -> None:
    for address in ("/search/", "/search/page.json"):
        response = client.get(f"{address}?{query}")
        assert response.status_code == 400
        assert sentence in response.content.decode()


@given(st.text(max_size=220))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
def test_no_text_breaks_the_search(client: Client, text: str) -> None:
    response = client.get(f"/search/?q={quote(text.encode('utf-8', 'replace'))}")
    assert response.status_code in (200, 400)


def test_no_search_gives_help_and_the_latest_form(client: Client) -> None:
    read = page(client, "")
    assert read.h1.get_text() == "Search"
    assert read.select_one("form[role=search] #q") is not None


def test_nothing_found_says_what_that_means(client: Client) -> None:
    text = page(client, "q=zzyzxqqq").select_one("#hits").find_parent("section").get_text()
    assert "No text contains these words" in text
    assert "Our record is incomplete" in text


def test_the_queries_do_not_grow_with_the_hits(client: Client) -> None:
    few = count_queries(client, "/search/?q=2017-R1")
    many = count_queries(client, "/search/?q=taobao+or+alibaba+or+russia+or+china+or+com")
    assert many <= few  # of few hits, misspelt names are looked for too


def test_the_page_needs_no_script_and_the_state_is_in_the_address(client: Client) -> None:
    read = page(client, "q=taobao&kind=listing")
    scripts = [each.get("src") or each.get("type") for each in read.find_all("script")]
    assert scripts == ["/static/site.js", "application/ld+json"], "one that runs, and data for search engines"
    assert read.select_one("main form")["method"] == "get"
    assert read.select_one("main input[name=kind]")["value"] == "listing"
    assert page(client, "q=taobao&kind=listing").select_one(".hits") == read.select_one(".hits")


def test_parties_are_offered_by_name(client: Client) -> None:
    names = {link.text for link in page(client, "q=takedown").select(".facets a[href*='party=']")}
    assert "Alibaba Group" in names
    (chip,) = page(client, "q=takedown&party=alibaba-group").select(".chips a")
    assert "Alibaba Group" in chip.parent.get_text()  # type: ignore[union-attr]
