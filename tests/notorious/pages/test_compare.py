"""Two editions against each other."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client

from markets.comparison import find_changes
from markets.grid import build_grid
from markets.models import Edition, Listing, Market, Merger, Recommendation, Stage
from tests.notorious.pages.conftest import Read, said
from tests.notorious.pages.synthetic import fill
from tests.queries import find_growing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def names(page: BeautifulSoup, change: str) -> list[str]:
    return [said(row.th) for row in page.select(f"section[aria-labelledby={change}] tbody tr")]


def test_2017_against_2016_is_what_the_sources_say(read: Read) -> None:
    page = read("/compare/2016/2017/")
    assert names(page, "new") == ["DHgate", "IndiaMART"]
    assert names(page, "relisted") == ["Tank Road"]
    assert "Taobao" in names(page, "continued")
    assert not names(page, "not_listed"), "no source says so, and 2017 is partial"
    assert "New since 2016" in said(page.main)
    changes = read("/editions/2017/changes/")
    assert said(changes.select_one("#results")) == said(page.select_one("#results"))


def test_relisted_says_after_how_many_editions(read: Read) -> None:
    page = read("/compare/2015/2016/")
    again = {said(row.th): said(row) for row in page.select("section[aria-labelledby=relisted] tbody tr")}
    assert "After 4 editions off the List" in again["Taobao"]


def test_a_market_that_came_back_later_says_in_which_edition(read: Read) -> None:
    page = read("/compare/2011/2012/")
    gone = {said(row.th): row for row in page.select("section[aria-labelledby=no_longer_listed] tbody tr")}
    assert "Back on the 2016 List" in said(gone["Taobao"])
    assert gone["Taobao"].select('a[href="/editions/2016/taobao/"]')
    assert "Back on" not in said(page.select_one("section[aria-labelledby=continued]"))


def test_a_country_counts_online_and_physical_markets_apart(read: Read) -> None:
    page = read("/countries/cn/")
    table = page.select_one("#listings + table")
    assert table and [said(each) for each in table.select("thead th")] == ["Edition", "Online", "Physical"]
    rows = {said(row.th): [said(cell) for cell in row.select("td")] for row in table.select("tbody tr")}
    assert rows["2010"][1].isdecimal(), "the physical list of 2010 is complete"
    assert rows["2021"][1].endswith("or more") and rows["2021"][0].isdecimal()


def test_another_order_of_the_years_leads_to_the_one_address(client: Client) -> None:
    response = client.get("/compare/2017/2016/")
    assert (response.status_code, response.headers["Location"]) == (301, "/compare/2016/2017/")
    assert client.get("/compare/?earlier=2016&later=2017").headers["Location"] == "/compare/2016/2017/"


@pytest.mark.parametrize(
    ("address", "status", "why"),
    [
        ("/compare/2016/2016/", 400, "cannot be compared with itself"),
        ("/compare/2009/2016/", 404, "There is no 2009 edition"),
        ("/editions/2010/changes/", 404, "the first in this record"),
        ("/compare/?earlier=x&later=2017", 400, "by their years"),
        ("/compare/?a=2016&b=2017", 400, "no parameter “a”"),
        ("/compare/2016/2017/?kind=virtual", 400, "online, physical"),
        ("/compare/2016/2017/?country=China", 400, "Did you mean “CN”?"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_sentence(
    client: Client, address: str, status: int, why: str
) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert why in response.content.decode()


def test_kind_and_country_leave_out_the_rest(read: Read) -> None:
    page = read("/compare/2016/2017/?kind=online&country=IN")
    assert names(page, "new") == ["IndiaMART"]
    assert not names(page, "relisted")


def test_the_countries_of_a_market_come_in_one_order() -> None:
    changes = find_changes(build_grid(), 2011, 2017)
    assert any(len(each.countries) > 1 for each in changes)
    assert all(each.countries == tuple(sorted(each.countries)) for each in changes)


def test_a_market_carried_on_under_another_name_is_not_one_gone_and_one_new(read: Read) -> None:
    old, new = (
        Market.objects.get(slug="baidu-wangpan"),
        Market.objects.create(slug="next", name="Next Disk", kind="online"),
    )
    earlier, later = Edition.objects.get(year=2021), Edition.objects.get(year=2022)
    Listing.objects.filter(market=old, edition=later).update(market=new, printed_name="Next Disk")
    new.succeeds, new.succession_source = old, "press 2023-01-31"
    new.save()
    page = read(f"/compare/{earlier.year}/{later.year}/")
    rows = {said(row.th): said(row) for row in page.select("tbody tr") if row.th}
    assert "Continues Baidu Wangpan (press 2023-01-31)" in rows["Next Disk"]
    assert "Continues as Next Disk (press 2023-01-31)" in rows["Baidu Wangpan"]


def test_the_address_of_a_merged_market_leads_on_and_the_target_says_why(client: Client, read: Read) -> None:
    curator = get_user_model().objects.create_user("curator")
    old, into = Market.objects.get(slug="bookfi"), Market.objects.get(slug="libgen")
    Listing.objects.filter(
        market=old, edition__year__in=Listing.objects.filter(market=into).values("edition__year")
    ).update(stage=Stage.WITHDRAWN)
    Merger.objects.create(market=old, into=into, reason="The same operator says so.", done_by=curator)
    Market.objects.filter(pk=old.pk).update(merged_into=into)
    for address, target in (
        ("/markets/bookfi/", "/markets/libgen/"),
        ("/editions/2016/bookfi/", "/editions/2016/libgen/"),
    ):
        response = client.get(address)
        assert (response.status_code, response.headers["Location"]) == (301, target)
    assert "The same operator says so." in said(read("/markets/libgen/").main)


def test_a_market_page_shows_moved_and_changed_sentences(read: Read) -> None:
    market = Market.objects.get(slug="taobao")
    for year, text in (
        (2016, "It sells fakes. Takedown is slow."),
        (2017, "Takedown is very slow. It sells fakes."),
    ):
        Listing.objects.filter(market=market, edition__year=year).update(text=text, text_mode="verbatim")
    for address in ("/markets/taobao/", "/editions/2017/taobao/"):
        page = read(address)
        assert said(page.select_one(".running ins")) == "very"
        assert page.select_one(".running .moved")


ADDRESSES = (
    "/", "/markets/", "/editions/", "/editions/2017/", "/editions/2017/changes/", "/editions/2017/taobao/",
    "/markets/taobao/", "/compare/2016/2017/", "/countries/", "/countries/cn/", "/charts/country/cn/", "/charts/",
    "/corrections/", "/issue-focus/", "/about/", "/data/", "/data/timeline.csv?country=CN",
    "/markets.csv?kind=physical", "/data/listings.csv?year=2017", "/recommendations.csv?year=2017",
    "/api/v1/timeline?country=CN",
)  # fmt: skip


@pytest.mark.wide
def test_the_queries_of_an_address_do_not_grow_with_the_record(client: Client) -> None:
    assert find_growing(client, ADDRESSES, list_filled_markets) == {}


def list_filled_markets() -> None:
    """Let the edition of 2017 list twenty markets that were made up, in China, and ask something of each."""
    fill(20, 3, first=2030)
    edition = Edition.objects.get(year=2017)
    for listing in Listing.objects.filter(edition__year=2030):
        listing.pk, listing.edition, listing.country_codes = None, edition, ["CN"]
        listing.save()
        Recommendation.objects.create(
            edition=edition, market=listing.market, listing=listing, public_id=f"2017-{listing.pk}-R1", ordinal=1,
            kind=Recommendation.Kind.RECOMMENDATION, text="Act.", evidence="secondary",
            text_mode="paraphrase",
            source="https://press.example/article ; press", stage=Stage.PUBLISHED,
        )  # fmt: skip
