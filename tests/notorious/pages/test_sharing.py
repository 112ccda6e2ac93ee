"""What chats, search engines and reference managers read in a page."""

import io
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from PIL import Image

from markets.models import DataVersion, Market
from tests.html import get_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def _head(client: Client, path: str) -> Any:
    return get_page(client, path)


def _meta(page: BeautifulSoup, name: str) -> str:
    (found,) = page.select(f'meta[property="{name}"], meta[name="{name}"]')
    return str(found["content"])


def _things(page: BeautifulSoup) -> dict[str, Any]:
    (script,) = page.select('script[type="application/ld+json"]')
    return {each["@type"]: each for each in json.loads(script.get_text())["@graph"]}


@pytest.mark.parametrize(
    "path", ["/", "/markets/taobao/", "/editions/2017/", "/data/", "/parties/alibaba-group/"]
)
def test_a_shared_link_has_a_title_words_and_a_picture(path: str, client: Client) -> None:
    page = _head(client, path)
    title = page.title.get_text().rpartition(" · ")[0]
    assert _meta(page, "og:title") == title == _meta(page, "citation_title")
    assert _meta(page, "og:description") == _meta(page, "description")
    assert _meta(page, "twitter:card") == "summary_large_image"
    picture = client.get(_meta(page, "og:image").removeprefix(settings.SITE_URL))
    assert Image.open(io.BytesIO(picture.content)).size == (1200, 630)


def test_nobody_else_puts_words_on_our_picture(client: Client) -> None:
    address = _meta(_head(client, "/"), "og:image").removeprefix(settings.SITE_URL)
    assert client.get(address.replace("/cards/", "/cards/x")).status_code == 404


def test_the_data_page_is_a_dataset_and_every_page_says_where_it_is(client: Client) -> None:
    things = _things(_head(client, "/data/"))
    dataset = things["Dataset"]
    assert dataset["version"] == DataVersion.current().label and dataset["temporalCoverage"] == "2010/2025"
    assert dataset["license"].endswith("/by/4.0/")
    urls = {each["contentUrl"]: each["encodingFormat"] for each in dataset["distribution"]}
    assert urls[f"{settings.SITE_URL}/data/timeline.csv"].startswith("text/csv")
    assert f"{settings.SITE_URL}/data/notorious-markets.zip" in urls
    crumbs = _things(_head(client, "/markets/taobao/"))["BreadcrumbList"]["itemListElement"]
    assert [each["name"] for each in crumbs][:2] == ["Home", "Markets"] and crumbs[-1]["position"] == 3
    version = _things(_head(client, f"/data/{DataVersion.current().label}/"))["Dataset"]
    assert len(version["distribution"]) > 20


def test_no_title_ends_the_data_in_a_page(client: Client) -> None:
    Market.objects.filter(slug="taobao").update(name="</script><b>Taobao & co</b>")
    page = _head(client, "/markets/taobao/")
    assert "</script><b>" in _things(page)["BreadcrumbList"]["itemListElement"][-1]["name"]


def test_the_permalink_of_a_citation_leads_to_what_was_cited(client: Client) -> None:
    label = DataVersion.current().label
    page = _head(client, "/markets/taobao/")
    address = _meta(page, "citation_public_url")
    assert address == f"{settings.SITE_URL}/markets/taobao/?version={label}"
    assert f"url = {{{address}}}" in page.select_one(".bibtex").get_text()
    assert f"UR  - {address}" in page.select_one(".ris").get_text()
    (row, *_) = client.get("/data/timeline.json?shape=records&market=taobao").json()
    assert row["permalink"].endswith(f"/?version={label}") and row["cite_as"].endswith(f" {row['permalink']}")
    cited = client.get(address.removeprefix(settings.SITE_URL)).content.decode()
    assert f"As published in version {label}" in cited
    assert 'href="/markets/taobao/">As we know it now' in cited


def test_the_site_says_whom_to_tell_of_a_hole(client: Client) -> None:
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: " in text and "Expires: " in text and text.endswith("security.txt\n")
