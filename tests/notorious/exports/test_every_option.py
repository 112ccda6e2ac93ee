"""Every option of every filter form: what the page shows, its file holds, and the API counts."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from markets.tables.scope import Scope
from tests.html import read_csv

pytestmark = pytest.mark.wide
MARKET = r"^/markets/([a-z0-9-]+)/$"
COUNTED = re.compile(r"\((\d+)\)$")


@dataclass(frozen=True)
class FilteredList:
    """A list page: where its rows are, what of them is in which column, and the table of the API with its rows."""

    address: str
    selector: str
    pattern: str
    column: str
    api: str = ""
    ordered: bool = True
    least: int = 8
    """The fewest options that must be walked."""

    def find_rows(self, page: BeautifulSoup) -> list[str]:
        places = [str(each.get("href") or each["id"]) for each in page.select(self.selector)]
        return ["-".join(found.groups()) for place in places if (found := re.search(self.pattern, place))]


LISTS = [
    FilteredList("/markets/", "table.matrix tbody th a", MARKET, "market", "markets", least=100),
    FilteredList(
        "/recommendations/",
        "article.qa",
        "(.+)",
        "recommendation_id",
        "recommendations",
        ordered=False,
        least=50,
    ),
    FilteredList(
        "/responses/",
        "table.plain tbody th a",
        "^/responses/([^/]+)/$",
        "response_id",
        "responses",
        least=50,
    ),
    FilteredList(
        "/claims/",
        "td[data-h='Said by'] a",
        "^/responses/([^/]+)/#(P[0-9]+)$",
        "point_id",
        "claims",
        ordered=False,
        least=40,
    ),
    FilteredList("/compare/2016/2017/", "section table tbody th a", MARKET, "market", ordered=False),
    FilteredList("/editions/2021/changes/", "section table tbody th a", MARKET, "market", ordered=False),
    FilteredList("/search/?q=goods", "ol.hits h3 a", "^(/[^#]*)", "permalink", least=15),
]


def _list_options(page: BeautifulSoup, path: str) -> Iterator[tuple[str, str, int | None]]:
    """(name, value, the count beside it) of each option of the filter forms, and of the links that narrow."""
    for form in page.select("form.filters[method=get]"):
        if form.get("action", path) != path:
            continue
        for option in form.select("select[name] option[value]:not([value=''])"):
            select = option.find_parent("select")
            assert isinstance(select, Tag)
            yield str(select["name"]), str(option["value"]), _read_count(option)
        for box in form.select("input[type=checkbox]"):
            label = form.select_one(f"label[for={box['id']}]")
            assert label is not None
            yield str(box["name"]), str(box["value"]), _read_count(label)
    for link in page.select(".facets a"):
        name, value = parse_qsl(urlsplit(str(link["href"])).query)[-1]
        yield name, value, int(COUNTED.search(str(link.parent.get_text()))[1])  # type: ignore[index, union-attr]


def _read_count(tag: Tag) -> int | None:
    found = COUNTED.search(tag.get_text().strip())
    return int(found[1]) if found else None


def _walk(client: Client, address: str, walked: FilteredList) -> tuple[list[str], str]:
    """The rows on all pages of a list, and the address of its CSV file."""
    path, rows, file, following = urlsplit(address).path, list[str](), "", address
    while following:
        answer = client.get(following)
        assert answer.status_code == 200, following
        page = BeautifulSoup(answer.content, "lxml")
        rows += walked.find_rows(page)
        offered = [str(link["href"]) for link in page.select("details.menu ul.take a")]
        file = next((each for each in offered if urlsplit(each).path.endswith(".csv")), "")
        link = page.select_one("a[rel=next]")
        following = f"{path}{link['href']}" if link else ""
    return rows, file


@pytest.mark.parametrize("walked", LISTS, ids=lambda each: each.address)
def test_every_option_of_a_filter_gives_the_same_rows_everywhere(
    walked: FilteredList, committed: Scope, client: Client
) -> None:
    path, _, query = walked.address.partition("?")
    page = BeautifulSoup(client.get(walked.address).content, "lxml")
    options = list(_list_options(page, path))
    assert len(options) >= walked.least
    for name, value, count in options:
        stated = urlencode([*parse_qsl(query), (name, value)])
        rows, file = _walk(client, f"{path}?{stated}", walked)
        if count is not None:
            assert len(rows) == count, stated
        if not file:
            assert not rows, stated
            continue
        answer = client.get(file)
        assert answer.status_code == 200, file
        cells = read_csv(answer.content)
        in_file = [re.sub(r"^https?://[^/]+|\?version=[^#]*|#.*", "", row[walked.column]) for row in cells]
        assert (in_file == rows) if walked.ordered else (Counter(in_file) == Counter(rows)), stated
        assert answer["X-Row-Count"] == str(len(rows))
        if walked.api and name != "sort":
            counted = client.get(f"/api/v1/{walked.api}?{stated}&limit=1").json()
            assert counted["row_count"] == len(rows), stated
