"""Every page has a place in the navigation, an address for search engines and a title of its own."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from notorious.pages.site import MORE_SECTIONS, SECTIONS, SITE_MAP, Site
from tests.html import get_page
from tests.notorious.pages.conftest import Read, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

MAPPED = {address: words for _, pages in SITE_MAP for address, words in pages}


@pytest.mark.wide
def test_a_link_of_the_footer_is_the_title_of_its_page(read: Read) -> None:
    for address, words in MAPPED.items():
        assert said(read(address).h1).startswith(words), address


def test_robots_name_a_sitemap_whose_pages_all_exist(client: Client) -> None:
    robots = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in robots
    body = client.get("/sitemap.xml").content.decode()
    paths = [address.removeprefix(settings.SITE_URL) for address in re.findall("<loc>(.*?)</loc>", body)]
    assert len(paths) == len(set(paths))
    assert {
        "/",
        "/markets/taobao/",
        "/editions/2017/taobao/",
        "/recommendations/2017-R1/",
        "/countries/cn/",
    } <= {*paths}
    for path in paths[::97]:
        assert client.get(path).status_code == 200, path


def test_browsers_find_an_icon(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"].endswith("icon.svg")


@pytest.mark.parametrize(
    "address", ["/editions/", "/responses/", "/claims/", "/countries/", "/charts/", "/data/", "/about/"]
)
def test_a_label_of_the_navigation_is_the_title_of_its_page(read: Read, address: str) -> None:
    page = read(address)
    assert said(page.h1) == dict(SECTIONS + MORE_SECTIONS)[address] == MAPPED[address]
    assert said(page.select_one("nav[aria-label=Main] [aria-current=page]")) == said(page.h1)
    assert page.title and said(page.title).startswith(said(page.h1))
    more = page.select_one("nav[aria-label=Main] summary")
    assert more and more.has_attr("aria-current") == (address in dict(MORE_SECTIONS))


@pytest.mark.parametrize(
    "address", ["/parties/", "/compare/", "/corrections/", "/status/", "/harms/", "/nominations/"]
)
def test_a_page_outside_the_navigation_is_marked_in_the_footer_and_its_section_above(
    read: Read, address: str
) -> None:
    page = read(address)
    assert said(page.select_one("footer [aria-current=page]")) == MAPPED[address]
    assert page.select_one("nav[aria-label=Main] [aria-current=true]")


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/markets/?kind=online", "/markets/"),
        ("/markets/?page=2", "/markets/?page=2"),
        ("/markets/?kind=online&page=2", "/markets/"),
        ("/markets/?page=%3Cb%3E", "/markets/"),
    ],
)
def test_a_filtered_list_leads_search_engines_to_the_list(
    address: str, canonical: str, rf: RequestFactory
) -> None:
    assert Site(rf.get(address)).canonical == f"{settings.SITE_URL}{canonical}"


def test_a_page_names_its_canonical_address(read: Read) -> None:
    link = read("/responses/?year=2017").select_one("link[rel=canonical]")
    assert link and link["href"] == f"{settings.SITE_URL}/responses/"


def test_pages_of_a_kind_have_titles_of_their_own(read: Read) -> None:
    responses = [str(link["href"]) for link in read("/responses/").select("th[scope=row] > a")][:12]
    titles = [said(read(address).title) for address in responses]
    assert len(set(titles)) == len(titles) > 5
    assert said(read("/markets/shopee/").title) != said(read("/parties/shopee/").title)


@pytest.mark.wide
def test_every_page_has_a_title_and_a_description_of_its_own(client: Client) -> None:
    body = client.get("/sitemap.xml").content.decode()
    seen: dict[str, str] = {}
    for address in re.findall("<loc>(.*?)</loc>", body):
        page = client.get(address.removeprefix(settings.SITE_URL)).content.decode()
        for part in (r"<title>.*?</title>", r'<meta name="description" content=".*?">'):
            found = re.search(part, page, re.DOTALL)
            assert found, address
            assert seen.setdefault(found[0], address) == address, found[0]


@pytest.mark.parametrize("contact", ["", "editors@example.org"])
def test_the_contact_is_shown_only_where_it_is_set(client: Client, settings: Any, contact: str) -> None:
    settings.CONTACT_EMAIL = contact
    for address in ("/about/", "/corrections/"):
        page = get_page(client, address)
        shown = {str(link["href"]) for link in page.select('a[href^="mailto:"]')}
        assert shown == ({f"mailto:{contact}"} if contact else set())


def test_the_address_of_an_error_is_explained_in_plain_words(client: Client) -> None:
    page = client.get("/nowhere/").content.decode()
    assert "Page not found" in page and "Error reference" in page
