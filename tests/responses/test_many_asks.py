"""The tracker of a record that is too large for one page."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from markets.models import Recommendation
from responses.views import many_asks

pytestmark = pytest.mark.django_db

PAGE = 7


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch, record: None) -> None:
    monkeypatch.setattr(many_asks, "LARGE", 20)
    monkeypatch.setattr(many_asks, "PAGE", PAGE)


def walk(client: Client, address: str) -> list[list[str]]:
    """The ids on each page, from the first to the last."""
    pages = []
    while address:
        soup = BeautifulSoup(client.get(address).content, "html.parser")
        pages.append([str(row["id"]) for row in soup.select("article.ask")])
        further = soup.select_one("a[rel=next]")
        address = f"/recommendations/{further['href']}" if further else ""
    return pages


def test_the_pages_show_every_public_ask_once_the_latest_edition_first(client: Client) -> None:
    public = Recommendation.objects.public().order_by("-edition__year", "pk")
    wanted = list(public.values_list("public_id", flat=True))
    pages = walk(client, "/recommendations/")
    assert [set(page) for page in pages] == [
        set(wanted[at : at + PAGE]) for at in range(0, len(wanted), PAGE)
    ]
    assert sum(map(len, pages)) == len(wanted)


def test_a_condition_goes_with_the_reader_from_page_to_page(client: Client) -> None:
    wanted = set(
        Recommendation.objects.public()
        .filter(market__slug="taobao", edition__year=2017)
        .values_list("public_id", flat=True)
    )
    pages = walk(client, "/recommendations/?market=taobao&year=2017")
    assert len(wanted) >= PAGE
    assert {each for page in pages for each in page} == wanted


def test_the_last_page_costs_what_the_first_does(client: Client) -> None:
    counts = []
    last = Recommendation.objects.public().order_by("-edition__year", "pk")[PAGE * 3].public_id
    for address in ("/recommendations/", f"/recommendations/?after={last}"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    assert counts[1] <= counts[0] + 12  # it may have to look at every edition for what is left


@pytest.mark.parametrize("query", ["after=nobody", "answer=answered", "year=x"])
def test_what_cannot_be_is_refused_with_a_sentence(client: Client, query: str) -> None:
    response = client.get(f"/recommendations/?{query}")
    assert response.status_code == 400
