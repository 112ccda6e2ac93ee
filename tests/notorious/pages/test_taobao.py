"""Taobao is the case that the record was begun for: its page must say this much, and no more."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.notorious.pages.conftest import Read, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def rows(page: BeautifulSoup) -> dict[int, str]:
    """{year: what the table of editions says}."""
    table = page.select_one("section[aria-labelledby=history] table")
    assert table is not None
    return {int(said(row.th)): said(row) for row in table.select("tbody tr")}


def test_it_is_listed_in_2010_and_2011_and_again_from_2016(read: Read) -> None:
    found = rows(read("/markets/taobao/"))
    for year in (2010, 2011, *range(2016, 2026)):
        assert " listed" in found[year].replace("not listed", "") or "relisted" in found[year]
    assert "relisted" in found[2016]


@pytest.mark.parametrize(
    ("year", "source"), [(2012, "Reuters"), (2013, "ECNS"), (2014, "ECNS"), (2015, "Trade Law Daily")]
)
def test_its_absence_is_not_listed_and_names_the_source_that_says_so(
    read: Read, year: int, source: str
) -> None:
    page = said(read(f"/editions/{year}/taobao/").main)
    for words in (rows(read("/markets/taobao/"))[year], page):
        assert "not listed" in words and source in words


def test_every_edition_of_it_names_a_source(read: Read) -> None:
    page = read("/markets/taobao/")
    for row in page.select("section[aria-labelledby=history] tbody tr"):
        assert said(row.select("td")[-1]).replace("secondary", "").strip(), said(row)


def test_its_brief_tells_its_course(read: Read) -> None:
    lead = said(read("/markets/taobao/").select_one(".lead"))
    assert "Taobao is an e-commerce platform linked to China , operated by Alibaba Group ." in lead
    assert "It is on the 2025 List , for the tenth edition in a row." in lead
    assert "It was relisted in 2016 after four editions off the List." in lead
    assert "Of 16 editions, 12 list it and four do not." in lead


@pytest.mark.parametrize("address", ["/markets/taobao/", "/editions/2017/taobao/"])
def test_seven_recommendations_of_2017_are_with_their_answers(read: Read, address: str) -> None:
    page = read(address)
    asks = {f"2017-R{number}": said(page.find(id=f"2017-R{number}")) for number in range(1, 8)}
    for number in (2, 5):
        assert "2018-01-12-alibaba-group-3" in asks[f"2017-R{number}"]
    points = [str(link["href"]) for link in page.select(".qa .source a[href*='#P']")]
    assert points and len(points) == len(set(points)), "each answer is shown once"
    for number in (2, 3, 5):
        assert "Text not available" not in asks[f"2017-R{number}"]
    assert "likely answer (our reading)" in asks["2017-R3"]
    for number in (1, 4, 6, 7):
        assert "Text not available" in asks[f"2017-R{number}"]
        assert "no answer" not in asks[f"2017-R{number}"]
        assert "none known" not in asks[f"2017-R{number}"]
    assert page.find(id="2017-R8") is None


def test_an_edition_that_we_do_not_hold_whole_is_unknown_for_dhgate(read: Read) -> None:
    assert 2015 not in rows(read("/markets/dhgate/"))
    assert "Unknown: 2010–2015" in said(
        read("/markets/dhgate/").select_one("section[aria-labelledby=history]")
    )
    page = said(read("/editions/2015/dhgate/").main)
    assert "unknown" in page
    assert "DHgate is not listed" not in page


def test_its_address_in_other_letters_leads_to_its_own(client: Client) -> None:
    response = client.get("/markets/Taobao/")
    assert (response.status_code, response.headers["Location"]) == (301, "/markets/taobao/")


def test_there_is_no_edition_of_2009_and_the_page_says_why(client: Client) -> None:
    for address in ("/editions/2009/", "/editions/2009/taobao/"):
        response = client.get(address)
        assert response.status_code == 404
        assert "There is no 2009 edition" in response.content.decode()


def test_a_listing_without_text_has_a_page_that_is_of_use(read: Read) -> None:
    page = said(read("/editions/2017/dhgate/").main)
    assert "We don’t have the full report" in page
    assert "AAP" in page
    assert "DHgate is listed for the first edition in a row" not in page
