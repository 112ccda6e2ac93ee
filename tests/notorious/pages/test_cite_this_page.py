"""Every public page says how to cite it, and a page of a past day leads to pages and files of that day."""

import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as settled
from hypothesis import strategies as st

from markets.models import DataVersion, Market
from notorious.past import NOT_OF_THE_PAST
from notorious.past_links import add_state, keep_state
from tests.browser.places import PUBLIC
from tests.notorious.pages.conftest import Read, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

TWICE = (
    "/alerts/",
    "/reply/",
    "/privacy/",
    "/embed/",
    "/editions/2013",
    "/markets/?q",
    "/search/?",
    "/harms/",
    "/charts/issue-focus/",
)
PAGES = [each for each in PUBLIC if not each.startswith(TWICE)]
NAMES = {"/markets/taobao/": "Taobao on the Notorious Markets List”", "/recommendations/2017-R1/": "2017-R1: Taobao”",
         "/data/": "The whole record”", "/countries/cn/": "China: markets on the Notorious Markets List”"}  # fmt: skip
OF_A_DAY = ("/markets/taobao/", "/editions/2017/", "/claims/", "/compare/2012/2017/")


def block(client: Client, address: str) -> Any:
    """What a page says of citing it, parsed alone: most pages are long."""
    (_, cited) = client.get(address).content.decode().split('<details class="menu cite" name="menu">')
    return BeautifulSoup(cited.partition("</p>")[0] + "</p>", "html.parser")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_words_bibtex_and_a_permalink_with_the_version(client: Client, address: str) -> None:
    page = block(client, address)
    words, bibtex, link = page.select_one(".citation"), page.select_one(".bibtex"), page.select_one("a")
    assert words and bibtex and link
    version = DataVersion.current().label
    whole = f"{settings.SITE_URL}{add_state(address, f'version={version}')}"
    assert link["href"] == link.get_text() == whole
    assert said(words).startswith(f"“{NAMES.get(address, '')}")
    assert said(words).endswith(
        f", data version {version} ({DataVersion.current().changed_at.date()}). {whole}"
    )
    assert re.search(rf"^@misc{{[a-z0-9.-]+{re.escape(version)},\n.*^  url = {{{re.escape(whole)}}}\n}}$",
                     bibtex.get_text(), re.MULTILINE | re.DOTALL)  # fmt: skip
    assert "version" not in bibtex.get_text().partition(",")[0], "its key names the version once"
    assert page.select_one(".print").get_text() == words.get_text()


def test_a_page_and_its_rows_are_cited_by_one_name_of_the_version(client: Client) -> None:
    now = DataVersion.current()
    for changed in (False, True):
        if changed:
            Market.objects.filter(slug="taobao").update(name="Taobao Marketplace")
            now.refresh_from_db()
        (row, *_) = json.loads(client.get("/data/timeline.json?market=taobao").getvalue())["rows"]
        assert row["data_version"] == (f"{now.label}+{now.revision}" if changed else now.label)
        for address in ("/markets/taobao/", "/data/"):
            assert f"data version {row['data_version']} (" in said(block(client, address)), address


def test_an_error_is_not_cited(client: Client) -> None:
    for address in ("/nowhere", "/markets/?kind=rumour"):
        assert "menu cite" not in client.get(address).content.decode()


@pytest.mark.parametrize("address", OF_A_DAY)
def test_what_a_page_of_a_day_leads_to_is_of_that_day(read: Read, address: str) -> None:
    day = f"as_of={timezone.now().date()}"
    page = read(f"{address}{'&' if '?' in address else '?'}{day}")
    ours = [str(each["href"]) for each in page.select("main a[href], header a[href]")]
    here = [
        each for each in ours if not re.match(r"#|[a-z]+:", each) and not each.startswith(NOT_OF_THE_PAST)
    ]
    (now,) = [each for each in here if day not in each]
    assert now == address.partition("?")[0], "one link leads to the present"
    files = [each for each in here if re.search(r"\.(csv|json)\?", each)]
    assert len(files) >= 3, files
    for form in page.select("main form"):
        assert form.select_one(f'input[name=as_of][value="{day.removeprefix("as_of=")}"]')
    cited = page.select_one("details.cite a")
    assert cited and str(cited["href"]).endswith(day)
    assert f"data version {DataVersion.current().label} " not in said(page.select_one(".citation"))


def test_the_file_behind_a_button_of_a_day_is_of_that_day(read: Read, client: Client) -> None:
    day = timezone.now().date().isoformat()
    (button, *_) = read(f"/claims/?as_of={day}").select("ul.take a")
    assert client.get(str(button["href"]))["As-Of"] == day
    leads_on = client.get(f"/compare/?earlier=2016&later=2017&as_of={day}")
    assert leads_on["Location"] == f"/compare/2016/2017/?as_of={day}"


@pytest.mark.parametrize(
    ("before", "after"),
    [("/markets/", "/markets/?as_of=D"), ("/markets/?a=b", "/markets/?a=b&as_of=D"), ("?", "?as_of=D"),
     ("changes/", "changes/?as_of=D"), ("/about/#words", "/about/?as_of=D#words"), ("#words", "#words"),
     ("/x/?as_of=D", "/x/?as_of=D"), ("/api/v1/", "/api/v1/?as_of=D"), ("/feeds/editions.atom", "/feeds/editions.atom"),
     ("//a.example/", "//a.example/"), ("https://a.example/", "https://a.example/"), ("mailto:a@b", "mailto:a@b")],
)  # fmt: skip
def test_an_address_of_ours_takes_the_day_and_no_other_does(before: str, after: str) -> None:
    assert add_state(before, "as_of=D") == after
    once = keep_state(f'<a class="x" href="{before.replace("&", "&amp;")}">', "as_of=D")
    link: Any = BeautifulSoup(once, "html.parser").a
    assert link["href"] == after


@settled(max_examples=15)
@given(st.text())
def test_the_words_of_a_page_are_never_changed(text: str) -> None:
    shown: Any = BeautifulSoup("<p></p>", "html.parser")
    shown.p.string = text
    assert keep_state(str(shown), "as_of=D") == str(shown)


def test_the_files_of_a_market_hold_what_its_strip_shows(read: Read, client: Client) -> None:
    page = read("/markets/taobao/")
    shown = [each.get_text() for each in page.select("ol.strip .y")]
    offered = [str(each["href"]) for each in page.select("ul.take a")]
    book, code, plain, _, spreadsheet = offered[:5]
    assert ".xlsx" in book and "profile=excel" in spreadsheet and ".csv" in code
    rows = json.loads(client.get(plain).getvalue())["rows"]
    assert sorted(str(row["year"]) for row in rows) == sorted(shown)
    assert b"2017-R1" in client.get("/data/recommendations_and_responses.csv?market=taobao").getvalue()
    assert page.select_one('a[href="/data/recommendations_and_responses.csv?market=taobao"]')


@pytest.mark.parametrize(
    ("address", "feeds"),
    [("/", {"editions", "changes", "responses"}), ("/data/", {"editions", "changes", "responses"}),
     ("/editions/", {"editions", "changes"}), ("/responses/", {"responses"})],
)  # fmt: skip
def test_a_reader_of_feeds_finds_them_from_the_page(read: Read, address: str, feeds: set[str]) -> None:
    found = {
        str(each["href"])
        for each in read(address).select('head link[rel=alternate][type="application/atom+xml"]')
    }
    assert found >= {f"/feeds/{each}.atom" for each in feeds}


def test_without_two_editions_the_comparison_asks_for_them(read: Read) -> None:
    for address in ("/compare/", "/compare/?earlier=2016"):
        form = read(address).select_one("main form")
        assert form and {each["name"] for each in form.select("select")} == {"earlier", "later"}
