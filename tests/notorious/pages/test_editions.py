"""The pages of editions, and what is said of how complete they are."""

import datetime

import pytest
from django.test import Client

from markets.models import Edition, Listing, Market, Stage
from tests.html import get_csv
from tests.notorious.pages.conftest import Read, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def test_the_brief_of_2017_says_what_the_press_said(read: Read) -> None:
    brief = said(read("/editions/2017/").select_one("section[aria-labelledby=brief]"))
    assert "DHgate and IndiaMART are new" in brief
    assert "Taobao is on the List for the second edition in a row" in brief
    assert "after four editions off the List" in brief
    assert "USTR asks Taobao to do seven things" in brief


def test_every_sentence_of_a_brief_leads_to_rows_that_are_there(read: Read, client: Client) -> None:
    addresses = set[str]()
    for year in (2012, 2017):
        for sentence in read(f"/editions/{year}/").select("section[aria-labelledby=brief] li"):
            links = sentence.select("a[href]")
            assert links, said(sentence)
            addresses.update(str(link["href"]).partition("#")[0] for link in links)
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_the_longest_runs_are_named_only_where_an_edition_is_complete(read: Read) -> None:
    assert "Among the longest" in said(read("/editions/2022/").main)
    assert "Among the longest" not in said(read("/editions/2023/").main)


def test_the_matrix_says_how_many_of_the_stated_listings_are_identified(read: Read) -> None:
    page = said(read("/markets/").main)
    assert "42 of / 42 ✓ complete" in page
    assert "23 of / 35 partial" in said(read("/markets/?kind=physical").main)
    assert "17 of / ? the number is not stated" in page


def test_an_edition_says_for_each_kind_what_it_holds(read: Read) -> None:
    page = said(read("/editions/2021/").main)
    assert "Online markets: 42 of 42 identified" in page
    assert "Physical markets: 23 of 35 identified" in page


def test_a_kind_that_an_edition_does_not_cover_is_out_of_scope(read: Read) -> None:
    edition = Edition.objects.get(year=2022)
    Listing.objects.filter(edition=edition, kind="physical").update(stage=Stage.WITHDRAWN)
    edition.covers = ["online"]
    edition.save()
    page = said(read("/editions/2022/el-tepito/").main)
    assert "does not cover physical markets" in page
    assert "out of scope" in page
    assert "unknown" not in said(read("/editions/2022/el-tepito/").select_one(".lead"))
    assert "– out of scope" in said(read("/editions/").main)


def test_countries_for_the_first_time_need_every_edition_before(read: Read) -> None:
    assert "for the first time" not in said(
        read("/editions/2023/").select_one("section[aria-labelledby=brief]")
    )
    Listing.objects.update(stage=Stage.WITHDRAWN)
    Edition.objects.exclude(year__in=(2010, 2011)).update(published_at=None)
    for year, codes in ((2010, ["CN"]), (2011, ["BR"])):
        edition = Edition.objects.get(year=year)
        edition.covers, edition.counts_basis, edition.stated_online = ["online"], "secondary", 1
        edition.complete_online, edition.complete_source = True, "press"
        edition.save()
        Listing.objects.create(
            edition=edition, kind="online", printed_name=f"Bazaar {year}", evidence="secondary", source="press",
            market=Market.objects.create(slug=f"bazaar-{year}", name=f"Bazaar {year}", kind="online"),
            country_codes=codes, country_basis="secondary", stage=Stage.PUBLISHED,
        )  # fmt: skip
    brief = said(read("/editions/2011/").select_one("section[aria-labelledby=brief]"))
    assert "Brazil has a listing for the first time" in brief
    assert "Bazaar 2011 is on the List for the first time" in brief


def test_an_edition_without_listings_says_so(read: Read) -> None:
    Edition.objects.create(year=2026, title="2026 Review", published_at=datetime.datetime.now(datetime.UTC))
    page = said(read("/editions/2026/").main)
    assert "We have not identified any online market" in page
    assert "USTR gave no total" in page


def test_before_anything_is_published_the_pages_help(client: Client) -> None:
    Edition.objects.update(published_at=None)
    for address in ("/", "/editions/", "/markets/", "/countries/", "/issue-focus/"):
        assert client.get(address).status_code == 200, address
    assert client.get("/editions/2017/").status_code == 404


def test_the_table_of_editions_has_figures_focus_and_report(read: Read) -> None:
    rows = {said(row.th): row for row in read("/editions/").select("table.editions tbody tr")}
    assert "21 / 37" in said(rows["2025"])
    assert "at least 4" in said(rows["2025"])
    assert "Piracy of sports broadcasts" in said(rows["2025"]), (
        "a topic whose exact title was not seen is shown"
    )
    assert rows["2025"].select_one("a[href^='https://ustr.gov'][href$='.pdf']")
    assert "39 / 39 ✓" in said(rows["2022"])


def test_physical_markets_are_counted_by_country(read: Read) -> None:
    names = [
        said(each) for each in read("/editions/2024/").select("section[aria-labelledby=physical] .names li")
    ]
    counts = [int(name.rpartition(" ")[2]) for name in names]
    assert counts == sorted(counts, reverse=True)
    assert any(name.startswith("India ") for name in names)


@pytest.mark.parametrize("path", ["/editions/2021/aliexpress/", "/editions/2024/douyin-mall/"])
def test_a_first_listing_is_called_so(read: Read, path: str) -> None:
    assert "is on the List for the first time" in said(read(path).select_one(".lead"))


def test_a_source_that_many_rows_share_is_given_once(read: Read) -> None:
    page = read("/editions/2021/")
    shared = page.select_one("section[aria-labelledby=online] p .source")
    assert shared is not None
    name = said(shared).removeprefix("Source, unless a row names another: ")
    cells = [said(cell) for cell in page.select("section[aria-labelledby=online] td.source")]
    assert name not in cells
    assert cells.count("") > len(cells) / 2
    assert any(cells), "a row with another source names it"


def test_the_file_of_editions_has_every_focus_that_the_page_has(read: Read, client: Client) -> None:
    rows = {row["year"]: row for row in get_csv(client, "/data/editions.csv")}
    for line in read("/issue-focus/").select("table tbody tr"):
        year = said(line.select_one("th"))[:4]
        row, (topic, known, _) = rows[year], map(said, line.select("td"))
        if topic.startswith("unknown"):
            assert (row["issue_focus"], row["issue_focus_exact"]) == ("", ""), year
            continue
        assert row["issue_focus"] and topic.startswith(row["issue_focus"]), year
        assert row["issue_focus_exact"] == ("false" if known.startswith("topic") else "true"), year
    assert {row["issue_focus_exact"] for row in rows.values()} == {"true", "false", ""}


def test_on_a_phone_the_brief_comes_before_the_facts(read: Read) -> None:
    page = str(read("/editions/2021/").main)
    assert page.index('id="brief"') < page.index('aria-label="Facts"') < page.index('id="online"')
