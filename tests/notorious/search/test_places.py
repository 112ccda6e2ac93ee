"""One box finds names, pasted addresses, countries, editions and pages, and says what may have been meant."""

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from markets.search.snippet import format_snippet
from markets.search.words import normalize_query
from tests.html import get_page

pytestmark = pytest.mark.django_db


def find(client: Client, q: str) -> BeautifulSoup:
    """The page of a search."""
    return get_page(client, f"/search/?q={quote(q)}")


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("Indonesia", "/countries/id/"),
        ("Indonisia", "/countries/id/"),
        ("Turkey", "/countries/tr/"),
        ("Türkiye", "/countries/tr/"),
        ("markets in Mexico", "/countries/mx/"),
        ("Chinese markets", "/countries/cn/"),
        ("2025", "/editions/2025/"),
        ("the 2017 list", "/editions/2017/"),
        ("issue focus", "/issue-focus/"),
        ("corrections", "/corrections/"),
        ("stream ripping", "/editions/2016/"),
        ("https://www.taobao.com/markets/x?spm=1", "/markets/taobao/"),
        ("hxxps://taobao[.]com/a", "/markets/taobao/"),
        ("Pirate Bay", "/markets/the-pirate-bay/"),
    ],
)
@pytest.mark.usefixtures("record")
def test_what_is_typed_leads_to_its_page(client: Client, typed: str, path: str) -> None:
    links = {str(link["href"]).partition("?")[0] for link in find(client, typed).select("main section a")}
    assert path in links


@pytest.mark.usefixtures("record")
def test_a_market_is_found_with_its_status_and_its_run(client: Client) -> None:
    found = find(client, "taobao").select_one('a[href="/markets/taobao/"]')
    assert found and "on the 2025 List · longest run 10 editions" in found.parent.get_text()


@pytest.mark.usefixtures("record")
def test_a_misspelled_word_is_corrected_and_an_unknown_name_has_its_nearest(client: Client) -> None:
    assert find(client, "counterfit").select_one('a[href="/search/?q=counterfeit"]')
    assert "Did you mean" not in find(client, "counterfeit").get_text()
    assert "Did you mean" not in find(client, "issue focus").get_text(), "the page of that name is found"
    assert find(client, "rapidgatorrr").select_one('a[href="/markets/rapidgator/"]')
    assert not find(client, '"rapidgatorr"').select_one("#names"), "in quotes only the exact letters count"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("https://www.example.net/a?b=c", "example.net"),
        ("www.example.net", "example.net"),
        ("example.net/path", "example.net"),
        ("http://user@example.net:80/", "example.net"),
        ("http://nothing", "http://nothing"),
        ("either/or", "either/or"),
        ("a sentence with example.net/path", "a sentence with example.net/path"),
    ],
)
def test_a_pasted_address_is_looked_for_by_its_domain(typed: str, words: str) -> None:
    assert normalize_query(typed) == words


@pytest.mark.parametrize(
    ("passage", "shown"),
    [
        ("The whole sentence.", "The whole sentence."),
        ("prevention in many of the markets", "… prevention in many of the markets …"),
        ("Begins here, and goes on to", "Begins here, and goes on to …"),
        ("Indonesia Trade Ministry", "Indonesia Trade Ministry"),
    ],
)
def test_a_passage_that_is_cut_says_so(passage: str, shown: str) -> None:
    assert format_snippet(passage) == shown
