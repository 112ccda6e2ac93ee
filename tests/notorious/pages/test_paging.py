"""Lists in pages of a fixed length."""

import pytest
from django.test import Client

from markets import paging
from markets.models import Market, Recommendation
from responses.company_figures import make_series
from responses.models import Claim
from responses.views import claims
from tests.html import get_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch, record: None) -> None:
    monkeypatch.setattr(paging, "PAGE_SIZE", 7)


def walk(client: Client, address: str, rows: str) -> list[list[str]]:
    """The links or ids of the rows on each page, from the first to the last."""
    path = address.partition("?")[0]
    pages = []
    while address:
        soup = get_page(client, address)
        pages.append([str(row.get("id") or row["href"]) for row in soup.select(rows)])
        further = soup.select_one(".pager a[rel=next]")
        address = f"{path}{further['href']}" if further else ""
    return pages


def test_the_pages_of_the_tracker_show_every_public_recommendation_once(client: Client) -> None:
    wanted = list(Recommendation.objects.public().values_list("public_id", flat=True))
    pages = walk(client, "/recommendations/", "article.qa")
    assert [len(page) for page in pages[:-1]] == [20] * (len(pages) - 1)
    assert sorted(each for page in pages for each in page) == sorted(wanted)


def test_the_pages_of_the_matrix_show_every_public_market_once_and_count_them_all(client: Client) -> None:
    wanted = [market.get_absolute_url() for market in Market.objects.public()]
    pages = walk(client, "/markets/", "table.matrix th[scope=row] > a")
    assert sorted(each for page in pages for each in page) == sorted(wanted)
    heads = get_page(client, "/markets/").select("tr.group th")
    assert heads[0].text == f"Online markets ({Market.objects.public().filter(kind='online').count()})"


def test_a_filter_stays_from_page_to_page(client: Client) -> None:
    wanted = set(
        Recommendation.objects.public()
        .filter(market__slug="taobao", edition__year=2017)
        .values_list("public_id", flat=True)
    )
    pages = walk(client, "/recommendations/?market=taobao&year=2017", "article.qa")
    assert len(wanted) >= 7
    assert {each for page in pages for each in page} == wanted


@pytest.mark.parametrize("year", [2015, 2017])
def test_the_pages_of_an_edition_show_what_it_asks_once(client: Client, year: int) -> None:
    wanted = Recommendation.objects.public().filter(edition__year=year).values_list("public_id", flat=True)
    pages = walk(client, f"/editions/{year}/", "article.qa")
    assert len(pages) > 1
    assert sorted(each for page in pages for each in page) == sorted(wanted)


def test_the_pages_of_company_figures_show_each_once_and_cut_no_series(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "PAGE_SIZE", 7)
    pages = walk(client, "/claims/", "tbody a[href*='#P']")
    assert len(pages) > 1
    assert sum(map(len, pages)) == Claim.objects.public().count()
    series = make_series(claims.read_claims())
    assert [len(page) for page in pages] == [
        sum(len(one.entries) for one in page) for page in claims.fill_pages(series)
    ]
    assert all(
        len(page) == 1 or sum(len(one.entries) for one in page) <= 7 for page in claims.fill_pages(series)
    )


@pytest.mark.parametrize("path", ["/markets/", "/recommendations/", "/responses/"])
@pytest.mark.parametrize("page", ["0", "x", "9999"])
def test_a_page_that_is_not_there_is_refused_with_a_sentence(client: Client, path: str, page: str) -> None:
    response = client.get(f"{path}?page={page}")
    assert response.status_code == 400
    assert f"There is no page “{page}”" in response.content.decode()
