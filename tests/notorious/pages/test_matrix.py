"""The matrix: one real table, words in every cell, small, and the same rows whichever way it is asked."""

import re

import pytest
from django.test import Client

from markets.grid import build_grid
from markets.tables.entries import by_kind, list_entries
from markets.tables.filters import MarketFilter
from markets.views.matrix_table import format_matrix
from tests.notorious.pages.conftest import Read, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def read_names(read: Read, address: str) -> list[str]:
    """The markets on all pages of a list."""
    names, path = [], address.partition("?")[0]
    while address:
        page = read(address)
        names += [said(name) for name in page.select("table.matrix th[scope=row] a")]
        further = page.select_one("a[rel=next]")
        address = f"{path}{further['href']}" if further else ""
    return names


def test_every_cell_has_a_sign_and_a_word_for_those_who_do_not_see_it(read: Read) -> None:
    table = read("/markets/").select_one("table.matrix")
    assert table is not None
    assert table.caption
    assert {said(cell) for cell in table.select("thead th")} >= {"Market", "2010", "2025"}
    for row in table.select("tbody tr"):
        assert row.select_one("th[scope=row], th[scope=rowgroup]")
        for cell in row.select("td[data-y]"):
            assert re.search(r"listed|unknown|held|partial|complete|stated|out of scope", said(cell)), said(
                cell
            )


def test_a_cell_with_a_listing_links_to_it(read: Read, client: Client) -> None:
    table = read("/markets/?q=taobao").select_one("table.matrix")
    assert table is not None
    links = [str(link["href"]) for link in table.select("td a")]
    assert "/editions/2010/taobao/" in links
    assert "/editions/2013/taobao/" in links, "a stated absence has its source to show"
    assert len(links) == 16


def test_the_cells_are_those_of_the_grid() -> None:
    whole = build_grid()
    table = str(format_matrix(whole, by_kind(MarketFilter().rows(list_entries(whole)))))
    for word in ("relisted", "not listed", "unknown"):
        expected = sum(
            cell.words.removesuffix(", with recommendations") == word
            for row in whole.rows
            for cell in row.cells.values()
        )
        assert len(re.findall(rf"<i> {word}(?:, with recommendations)?</i>", table)) == expected


@pytest.mark.wide
def test_the_count_beside_a_value_is_what_choosing_it_gives_beside_other_filters(read: Read) -> None:
    start = "kind=online&editions=2"  # alone, each value is chosen in tests/notorious/exports/test_every_option.py
    for select in read(f"/markets/?{start}").select("form.filters select"):
        name = str(select["name"])
        if name == "sort":
            continue
        rest = "&".join(part for part in start.split("&") if not part.startswith(name + "="))
        option = select.select("option")[1]
        count = int(said(option).rpartition("(")[2].rstrip(")"))
        address = f"/markets/?{rest}&{name}={option['value']}"
        assert said(read(address).select_one("[role=status] strong")) == str(count), name
        assert len(read_names(read, address)) == count, name


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("kind=virtual", "“kind” has no value “virtual”. It takes: online, physical."),
        ("country=China", "“country” has no value “CHINA”. Did you mean “CN”?"),
        ("status=gone", "“status” has no value “gone”"),
        ("editions=-1", "“editions” has no value “-1”"),
        ("sort=rank", "“sort” has no value “rank”"),
        ("q=" + "x" * 300, "at most 200 characters"),
        ("source=x", "This address has no parameter “source”"),
    ],
)
def test_a_filter_that_cannot_be_is_refused_in_one_sentence(client: Client, query: str, why: str) -> None:
    response = client.get(f"/markets/?{query}")
    assert response.status_code == 400
    assert why in response.content.decode()


def test_a_filter_that_leaves_nothing_says_what_to_do(read: Read) -> None:
    assert "No market passes these filters" in said(read("/markets/?q=nosuchmarket").main)


@pytest.mark.parametrize(
    "words", ["the pirate bay", "thepiratebay", "THE-PIRATE.BAY", "tao bao", "taobao[.]com"]
)
def test_a_name_is_found_without_regard_to_case_dots_and_spaces(read: Read, words: str) -> None:
    found = [said(name) for name in read(f"/markets/?q={words}").select("table.matrix th[scope=row] a")]
    assert set(found) & {"The Pirate Bay", "Taobao"}


def test_the_state_in_the_address_has_one_spelling() -> None:
    state = MarketFilter.from_query({"country": "cn", "sort": "latest", "q": " tao "})
    assert state.query_string() == "country=CN&q=tao"
    assert MarketFilter.from_query({"country": "CN", "q": "tao"}).chosen == state.chosen


def test_the_orders_are_what_they_say() -> None:
    found = list_entries(build_grid())
    assert MarketFilter({"sort": "total"}).rows(found)[0].market.slug == "vk"
    names = [entry.market.name.casefold() for entry in MarketFilter({"sort": "name"}).rows(found)]
    assert names == sorted(names)
    firsts = [entry.first for entry in MarketFilter({"sort": "first"}).rows(found)]
    assert firsts == sorted(firsts)
    longest = [entry.row.longest for entry in MarketFilter({"sort": "longest"}).rows(found)]
    assert longest == sorted(longest, reverse=True)
    shortest = [entry.row.longest for entry in MarketFilter({"sort": "-longest"}).rows(found)]
    assert shortest == longest[::-1]
    last = [entry.last for entry in MarketFilter().rows(found)]
    assert last == sorted(last, reverse=True), "the latest edition comes first unless asked otherwise"


def test_a_heading_sorts_and_turns_around(read: Read) -> None:
    heading = read("/markets/?sort=name&kind=online").select_one("th[aria-sort]")
    assert heading is not None
    assert heading["aria-sort"] == "ascending"
    turned = read(f"/markets/{heading.a['href']}").select_one("th[aria-sort]")
    assert turned is not None and turned["aria-sort"] == "descending"


def test_relisted_and_no_longer_listed_are_filters(read: Read) -> None:
    names = set(read_names(read, "/markets/?change=relisted"))
    assert {"Taobao", "The Pirate Bay", "Tank Road"} <= names
    assert "Shopee" not in names
    gone = build_grid().by_market.values()
    expected = {row.market.name for row in gone if row.runs and row.runs[-1].ended}
    assert set(read_names(read, "/markets/?change=no_longer_listed")) == expected


def test_listed_in_a_year_is_a_filter(read: Read) -> None:
    names = set(read_names(read, "/markets/?year=2017"))
    assert names == {row.market.name for row in build_grid().rows if 2017 in row.listed_years}


def test_a_cell_tells_its_name_edition_and_source(read: Read) -> None:
    link = read("/markets/?q=taobao").select_one('a[href="/editions/2013/taobao/"]')
    assert link is not None
    assert str(link["title"]).startswith("Taobao, 2013: not listed. Source: ECNS")


def test_the_kinds_above_the_list_lead_to_their_markets(read: Read) -> None:
    links = read("/markets/").select("[role=status] a")
    assert [said(link).split()[1] for link in links] == ["online", "physical"]
    for link in links:
        assert len(read_names(read, f"/markets/{link['href']}")) == int(said(link).split()[0])
