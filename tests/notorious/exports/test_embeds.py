"""What is in others' pages: with a version in its address it says the same for ever."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from markets.models import DataVersion, Listing
from markets.tables.scope import Scope
from notorious.pages.charts.every import make_charts, read_chart, write_charts
from notorious.revision import current_revision

pytestmark = pytest.mark.usefixtures("few_tables")


def _drawing(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return str(BeautifulSoup(response.content, "html.parser").svg)


@pytest.mark.parametrize("slug", ["listings", "runs", "country/cn", "category/e-commerce", "harm/both"])
def test_the_code_that_a_page_offers_names_the_version_and_leads_to_the_same_chart(
    slug: str, record: Scope, client: Client
) -> None:
    page = client.get(f"/charts/{slug}/").content.decode()
    offered = re.search(r"iframe src=\"[a-z]+://[^/]+([^\"]+)\"", page.replace("&quot;", '"'))
    assert offered and offered[1] == f"/embed/{record.label}/charts/{slug}/"
    shown = str(BeautifulSoup(page, "html.parser").select_one("figure svg"))
    assert _drawing(client, offered[1]) == shown == _drawing(client, f"/embed/charts/{slug}/")


def test_a_pinned_chart_shows_its_version_whatever_is_published_later(record: Scope, client: Client) -> None:
    pinned = f"/embed/{record.label}/charts/country/cn/"
    before = _drawing(client, pinned)
    first = client.get(pinned).content
    Listing.objects.filter(edition__year=2017, market__slug="taobao").update(country_codes=["RU"])
    DataVersion.advance()
    current_revision.clear()
    assert client.get(pinned).content == first
    follows = _drawing(client, "/embed/charts/country/cn/")
    later = DataVersion.current().label
    assert f"Notorious Markets {later}" in follows and follows != before
    assert _drawing(client, f"/embed/{later}/charts/country/cn/") == follows


def test_a_chart_that_has_gone_since_is_still_in_its_version(record: Scope, client: Client) -> None:
    client.get(f"/data/{record.label}/")
    Listing.objects.filter(country_codes=["CH"]).update(country_codes=[])
    Listing.objects.filter(country_codes__contains=["CH"]).update(country_codes=[])
    current_revision.clear()
    assert client.get("/embed/charts/country/ch/").status_code == 404
    assert client.get(f"/embed/{record.label}/charts/country/ch/").status_code == 200


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [("/embed/charts/listings/", "/charts/listings/"), ("/embed/{}/charts/listings/", "/data/{}/")],
)
def test_an_embedded_chart_may_be_anywhere_and_brings_no_cookie_and_no_script(
    address: str, leads_to: str, record: Scope, client: Client
) -> None:
    response = client.get(address.format(record.label))
    assert response.status_code == 200
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers
    assert not response.cookies and b"<script" not in response.content
    assert f'{leads_to.format(record.label)}"' in response.content.decode()
    assert "frame-ancestors 'none'" in client.get("/charts/listings/").headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["v2099.1/charts/listings", "{}/charts/nothing", "{}/charts/country/zz"])
def test_a_version_or_chart_that_there_is_not_says_so(address: str, record: Scope, client: Client) -> None:
    response = client.get(f"/embed/{address.format(record.label)}/")
    assert response.status_code == 404
    assert "There is no" in response.content.decode()


def test_what_is_kept_of_a_chart_is_the_chart(record: Scope) -> None:
    content = write_charts()
    charts = list(make_charts())
    assert len(charts) > 20
    assert [read_chart(content, chart.slug) for chart in charts] == charts
