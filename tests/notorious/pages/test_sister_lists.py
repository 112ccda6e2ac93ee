"""The EU's Watch List, nominations, and markets that were never listed."""

import re

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.test import Client, RequestFactory

from markets.models import Absence, Edition, Market
from markets.sister_lists.country_status import find_report_year
from responses.models import Filing
from tests.html import get_page

pytestmark = pytest.mark.usefixtures("record")


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def test_the_eu_list_says_that_no_edition_is_complete(client: Client) -> None:
    page = read(client, "/sister-lists/eu/")
    assert "No EU edition is complete" in page
    assert "Known on both lists" in page
    assert "by at least" in page


def test_a_nomination_that_was_not_followed_is_as_visible_as_one_that_was(client: Client) -> None:
    page = read(client, "/nominations/")
    assert "not listed" in page
    assert "known names" in page


def test_a_rate_needs_a_whole_filing_and_a_complete_edition(client: Client) -> None:
    from responses.nominations.outcome import find_filings

    rated = {
        (each.filing.filer, each.filing.edition.year) for each in find_filings() if each.rate is not None
    }
    assert rated == {("RIAA", 2022)}


def test_a_count_is_no_zero_where_the_edition_is_unknown() -> None:
    from responses.nominations.outcome import find_filings

    found = {(each.filing.filer, each.filing.edition.year): each for each in find_filings()}
    assert found["MPA", 2025].words == "3 unknown"
    assert (found["MPA", 2025].listed, found["MPA", 2025].not_listed) == (None, None)
    assert found["RIAA", 2022].words == "26%, 23 not listed"
    assert found["ESA", 2024].words == "5 of 9 known names, 4 unknown"
    assert found["ESA", 2024].not_listed is None


def read_nominations(client: Client, path: str) -> list[list[str]]:
    """The cells of the rows of nominations on a page."""
    page = get_page(client, path)
    table = page.select_one("section[aria-labelledby=nominations] table")
    assert table
    return [
        [" ".join(cell.stripped_strings) for cell in row.select("th, td")] for row in table.select("tbody tr")
    ]


def test_a_market_page_says_of_each_nomination_whether_the_market_was_then_listed(client: Client) -> None:
    then_listed = {
        (year, filer): then for year, filer, _, then, _ in read_nominations(client, "/markets/taobao/")
    }
    assert then_listed["2016", "AAFA"] == "listed"
    assert then_listed["2015", "AAFA"] == "not listed"
    assert {then for *_, then, _ in read_nominations(client, "/markets/doodstream/")} == {"unknown"}


def test_an_absence_answers_for_a_nominated_market_without_a_listing(client: Client) -> None:
    Absence.objects.create(
        market=Market.objects.get(slug="doodstream"),
        edition=Edition.objects.get(year=2024),
        basis="secondary",
        source="https://torrentfreak.com/a",
    )
    then_listed = {year: then for year, _, _, then, _ in read_nominations(client, "/markets/doodstream/")}
    assert then_listed["2024"] == "not listed"


def test_an_edition_page_says_of_each_nominated_name_whether_it_was_then_listed(client: Client) -> None:
    names = {filer: names for filer, _, names, *_ in read_nominations(client, "/editions/2022/")}
    assert re.search(r"\bRARBG listed Streamtape not listed\b", names["MPA"])
    assert "not listed" in names["RIAA"]


def test_a_filing_is_dated_to_the_day_the_month_or_the_year() -> None:
    filing = Filing.objects.all()[0]
    filing.filed_precision = "week"
    with pytest.raises(ValidationError):
        filing.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        filing.save()


@pytest.mark.parametrize(
    ("year", "heading"), [(2013, "21 identified, 16 stated"), (2016, "22 identified, 21 stated")]
)
def test_more_identified_than_stated_is_said_with_its_reason(client: Client, year: int, heading: str) -> None:
    page = read(client, f"/editions/{year}/")
    assert heading in page
    assert "More identified than stated." in page
    assert "more than stated: one entry of the List can name several markets" in page
    assert "of 21 identified" not in page and "of 16 identified" not in page


def test_a_nominated_market_without_a_listing_has_a_page_and_no_cell(client: Client) -> None:
    assert "Nominated, no listing known." in read(client, "/markets/doodstream/")
    assert "Doodstream" not in read(client, "/markets/")


def test_a_market_page_shows_its_aliases_and_what_the_eu_says(client: Client) -> None:
    page = read(client, "/markets/taobao/")
    assert "淘宝" in page
    assert "EU Watch List" in page
    assert "Nominations" in page


def test_working_notes_are_never_public(client: Client) -> None:
    for path in ("/markets/taobao/", "/editions/2019/", "/nominations/", "/responses/"):
        page = read(client, path)
        for note in ("branch archive", "(contents)", "follows the entry closely"):
            assert note not in page, (path, note)


def test_a_listing_shows_the_special_301_status_in_force_when_the_edition_came_out(client: Client) -> None:
    page = read(client, "/editions/2017/taobao/")
    assert "Special 301, China" in page
    assert "Priority Watch List in the report of 2017" in page


@pytest.mark.parametrize(("year", "report"), [(2016, 2016), (2018, 2019), (2019, 2020), (2023, 2023)])
def test_a_special_301_report_of_the_release_day_is_in_force(year: int, report: int) -> None:
    assert find_report_year(Edition.objects.get(year=year)) == report


def test_a_country_that_the_entry_does_not_print_is_marked_as_ours(client: Client) -> None:
    assert "our reading, from its other listings" in read(client, "/editions/2018/taobao/")


def test_statements_of_history_are_shown_and_checked_against_the_cells(client: Client) -> None:
    page = read(client, "/markets/taobao/")
    assert page.count("The editions above agree") == 2
    assert "do not agree" not in page


def test_an_edition_names_who_asked_for_its_listings_and_what_the_eu_lists_too(client: Client) -> None:
    page = read(client, "/editions/2022/")
    assert "Also on the EU Watch List" in page
    assert 'href="/nominations/#y2022"' in page
    assert '<th scope="row">RIAA</th><td data-h="Filing">nomination, all names are known</td>' in page
    assert "known names" in page


@pytest.mark.parametrize(("typed", "slug"), [("淘宝", "taobao"), ("ВКонтакте", "vk"), ("蝦皮購物", "shopee")])
def test_the_list_of_markets_is_searched_by_every_name(client: Client, typed: str, slug: str) -> None:
    for path in ("/markets/", "/markets.csv", "/api/v1/markets", "/data/timeline.csv"):
        answer = client.get(path, {"q": typed})
        assert answer.status_code == 200
        assert slug in answer.content.decode(), path
    assert slug in {market.slug for market in search_desk(typed)}


def search_desk(typed: str) -> QuerySet[Market]:
    return admin.site.get_model_admin(Market).get_search_results(
        RequestFactory().get("/admin/markets/market/"), Market.objects.all(), typed
    )[0]


def test_markets_that_were_never_listed_are_shown_where_asked_for(client: Client) -> None:
    assert "?listed=never" in read(client, "/markets/")
    page = read(client, "/markets/?listed=never")
    assert 'href="/markets/doodstream/"' in page
    assert 'href="/markets/taobao/"' not in page
    assert client.get("/markets/?listed=soon").status_code == 400
