"""Every list page has files of exactly what it shows: the same rows, under the same filter, for both readers."""

import json
import re

import pghistory
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from markets.models import Listing
from markets.search import engine
from markets.tables.scope import Scope
from notorious.exports.formats import LIST_FORMATS
from notorious.tables.hits import HITS
from notorious.tables.tallies import TALLIES
from tests.html import get_csv, get_page, read_csv

MARKET = r"^/markets/([a-z0-9-]+)/$"
VALUE = r"^/(?:countries|categories|harms)/([a-z0-9_-]+)/$"
EDITION = r"^/editions/(\d{4})/$"
IN_TABLES = "table tbody th a"

LISTS = [
    # page, filter, where its rows are found on it, what of their address is in which column
    ("/markets/", "", "table.matrix tbody th a", MARKET, "market"),
    ("/markets/", "kind=physical&country=CN&sort=name", "table.matrix tbody th a", MARKET, "market"),
    ("/editions/", "", "table.editions tbody th a", EDITION, "year"),
    ("/editions/2017/", "", "table.plain.stack tbody th a", r"^/editions/2017/([a-z0-9-]+)/$", "market"),
    ("/editions/2017/changes/", "kind=online", "section table tbody th a", MARKET, "market"),
    ("/compare/2016/2017/", "", "section table tbody th a", MARKET, "market"),
    ("/compare/2016/2017/", "kind=online&country=CN", "section table tbody th a", MARKET, "market"),
    ("/parties/", "", "ul.columns > li > a", r"^/parties/([a-z0-9-]+)/$", "party"),
    ("/countries/", "", IN_TABLES, VALUE, "country"),
    ("/categories/", "", IN_TABLES, VALUE, "category"),
    ("/harms/", "", IN_TABLES, VALUE, "harm"),
    ("/countries/cn/", "", "table.matrix tbody th a", MARKET, "market"),
    ("/harms/both/", "", "table.matrix tbody th a", MARKET, "market"),
    ("/issue-focus/", "", IN_TABLES, EDITION, "year"),
]
IN_ORDER = ("/markets/", "/parties/", "/countries/", "/categories/", "/harms/", "/issue-focus/")


def _slug(value: str, column: str) -> str:
    if column == "category":
        return re.sub(r"[^a-z0-9]+", "-", value.lower())
    return value.lower() if column == "country" else value


def _read_pages(client: Client, address: str) -> list[BeautifulSoup]:
    """All pages of a list."""
    pages, further = [], True
    while further:
        pages.append(get_page(client, address))
        further = pages[-1].select_one("a[rel=next]:is(.pager a)")
        address = f"{address.partition('?')[0]}{further['href']}" if further else ""
    return pages


@pytest.mark.parametrize(("path", "query", "selector", "pattern", "column"), LISTS)
def test_the_files_of_a_page_hold_what_it_shows(
    path: str, query: str, selector: str, pattern: str, column: str, record: Scope, client: Client
) -> None:
    pages = _read_pages(client, f"{path}?{query}")
    page = pages[0]
    links = [re.match(pattern, str(link["href"])) for each in pages for link in each.select(selector)]
    shown = [link[1] for link in links if link]
    offered = [str(link["href"]) for link in page.select("details.menu ul.take a")[:5]]
    assert [re.sub(r".*\.([a-z]+)(?:$|\?.*?(profile=excel)?$)", r"\1\2", each) for each in offered] == [
        *(form.extension for form in LIST_FORMATS),
        "csvprofile=excel",
    ]
    _, code, plain, _, spreadsheet = (client.get(address) for address in offered)
    rows = read_csv(code.content)
    found = [_slug(row[column], column) for row in rows]
    assert shown and sorted(found) == sorted(shown)
    if path in IN_ORDER:
        assert found == shown
    assert len(read_csv(spreadsheet.content)) == len(json.loads(plain.content)["rows"]) == len(rows)
    assert code["X-Row-Count"] == str(len(rows))


def test_the_file_of_corrections_holds_the_latest_first(record: Scope, client: Client) -> None:
    for country in ("Elsewhere", "Nowhere"):
        # Each its own act: the changes of one act are one correction.
        with pghistory.context(act="correct row"):
            Listing.objects.filter(edition__year=2017, market__slug="taobao").update(country_printed=country)
    page = get_page(client, "/corrections/")
    shown = [row.get_text() for row in page.select("table tbody tr")]
    rows = get_csv(client, "/corrections.csv")
    assert len(rows) == len(shown) == 2
    assert all(row["after"] in text and row["field"] in text for row, text in zip(rows, shown, strict=True))


@pytest.mark.parametrize("query", ["q=taobao+or+alibaba", "q=goods&kind=recommendation", "q=goods&year=2017"])
def test_the_file_of_a_search_holds_every_hit_in_the_order_of_its_pages(
    query: str, record: Scope, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SHOWN_AT_ONCE", 7)  # so that boundaries are met
    shown, address = [], f"/search/page.json?{query}"
    while address:
        body = client.get(address).json()
        shown += [(hit["kind"], hit["title"], hit["text"], hit["permalink"]) for hit in body["hits"]]
        address = body["next"]
    response = client.get(f"/search.csv?{query}")
    rows = read_csv(response.content)
    links = [row["permalink"].replace(f"?version={record.version}", "") for row in rows]
    assert (
        shown
        and [(row["kind"], row["title"], row["snippet"], link) for row, link in zip(rows, links, strict=True)]
        == shown
    )
    assert response["X-Row-Count"] == str(len(rows)) and all(row["id"] and row["location"] for row in rows)
    assert not any(mark in response.content.decode() for mark in ("\ue000", "\ue001", "<mark>"))
    assert [row["id"] for row in json.loads(client.get(f"/search.json?{query}").content)["rows"]] == [
        row["id"] for row in rows
    ]
    assert 'filename="notorious-search-' in response["Content-Disposition"]
    assert client.head(f"/search.csv?{query}")["ETag"] == response["ETag"]


def test_the_page_of_a_search_offers_its_files(record: Scope, client: Client) -> None:
    page = get_page(client, "/search/?q=goods&year=2017")
    assert [link["href"] for link in page.select("ul.take a")] == [
        *(f"/search.{form.extension}?q=goods&year=2017" for form in LIST_FORMATS),
        "/search.csv?q=goods&year=2017&profile=excel",
    ]


@pytest.mark.parametrize(
    "address",
    [
        *("search.csv", "search.csv?q=a&after=1.2017.5.3", "search.csv?q=a&kind=x", "search.json?q=%00"),
        *("parties.csv?kind=company", "compare/2016/2017.csv?kind=x", "compare/2016/2017.csv?country=China"),
        *("countries.csv?q=x", "corrections.json?year=2017", "editions/2017/changes.csv?contry=CN"),
    ],
)
def test_a_file_of_what_cannot_be_is_refused(address: str, record: Scope, client: Client) -> None:
    response = client.get(f"/{address}")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("address", ["countries/zz.csv", "harms/none.json", "editions/2010/changes.csv"])
def test_a_file_of_what_there_is_not_is_not_found(address: str, record: Scope, client: Client) -> None:
    assert client.get(f"/{address}").status_code == 404


def test_columns_of_lists_are_explained() -> None:
    for table in (HITS, *TALLIES.values()):
        assert all(column.description and column.example for column in table.columns)
        assert set(table.key) <= set(table.header)
