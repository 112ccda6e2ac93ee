"""The pages of ustr.gov, in both generations of addresses and of markup."""

from datetime import date

import pytest

from markets.ingest.sources import SourceChanged, SourceItem
from markets.ingest.sources.items import normalize_address
from markets.ingest.sources.markup import decode_text, parse_markup
from markets.ingest.sources.ustr_feed import read_feed
from markets.ingest.sources.ustr_release import read_release
from markets.ingest.sources.ustr_site import read_index, read_release_list
from tests.markets.ingest.sources import pages

TITLE = "USTR Releases 2025 Review of Notorious Markets for Counterfeiting and Piracy"


def test_a_release_is_found_in_todays_markup_with_its_date():
    content = pages.release_list(
        pages.row("/trade-topics/enforcement/notorious-markets", "Notorious Markets, a topic", "2026-03-09"),
        pages.row(f"/about/{pages.OFFICE}/2026/march/other-news", "Other news", "2026-03-05"),
        pages.row(pages.NEW, TITLE, "2026-03-03"),
        pages.row(f"/about/{pages.OFFICE}/2026/march", "March 2026, Notorious Markets"),
    )
    (found,) = read_release_list(content, pages.HOME)
    assert found == SourceItem(f"https://ustr.gov{pages.NEW}", TITLE, date(2026, 3, 3), "press_release")


def test_a_row_without_a_date_has_that_of_the_row_above():
    content = pages.release_list(
        pages.row(f"/about/{pages.OFFICE}/2026/march/other-news", "Other news", "2026-03-03"),
        pages.row(pages.NEW, TITLE),
    )
    assert [found.published_on for found in read_release_list(content, pages.HOME)] == [date(2026, 3, 3)]


def test_a_release_is_found_in_the_older_markup():
    href = f"http://www.ustr.gov/about-us/{pages.OFFICE}/2018/january/2017-notorious-markets-list"
    content = pages.older_list((href, "2017 Notorious Markets List Focuses on Trade", "01/12/2018"))
    (found,) = read_release_list(content, "https://ustr.gov/press-releases/2018")
    assert (found.published_on, found.url) == (date(2018, 1, 12), href.replace("http:", "https:"))


def test_one_release_under_both_generations_of_addresses_is_one():
    other = pages.NEW.replace("/about/", "/about-us/")
    content = pages.release_list(pages.row(pages.NEW, TITLE, "2026-03-03"), pages.row(other, TITLE))
    assert len(read_release_list(content, pages.HOME)) == 1
    assert normalize_address(f"https://www.ustr.gov{other}/") == normalize_address(
        f"http://ustr.gov{pages.NEW}"
    )


def test_the_report_that_the_list_came_out_with_is_looked_at_too():
    href = f"/about-us/{pages.OFFICE}/2019/april/ustr-releases-annual-special-301"
    (found,) = read_release_list(
        pages.release_list(pages.row(href, "USTR Releases Annual Report")), pages.HOME
    )
    assert "Special 301" in found.note


def test_a_list_in_new_markup_is_read_by_its_addresses_and_says_so():
    content = f"<main><a href='{pages.NEW}'>{TITLE}</a></main>".encode()
    (found,) = read_release_list(content, pages.HOME)
    assert "markup is new" in found.note


def test_a_copy_of_the_site_on_another_host_is_read_alike():
    content = pages.release_list(pages.row(pages.NEW, TITLE, "2026-03-03"))
    (found,) = read_release_list(content, "http://127.0.0.1:8123/press")
    assert found.url == f"http://127.0.0.1:8123{pages.NEW}"
    strange = pages.release_list(pages.row(f"https://example.com{pages.NEW}", TITLE))
    with pytest.raises(SourceChanged):
        read_release_list(strange, pages.HOME)


def test_a_list_without_any_release_is_a_change_and_not_no_news():
    quiet = pages.release_list(pages.row(f"/about/{pages.OFFICE}/2026/may/other-news", "Other news"))
    assert read_release_list(quiet, pages.HOME) == ()
    for content in (
        b"",
        b"<html><p>We have moved.</p></html>",
        pages.release_list(pages.row("/blog/x", "A")),
    ):
        with pytest.raises(SourceChanged, match="not found"):
            read_release_list(content, pages.HOME)


def test_the_index_page_gives_each_report_once():
    content = (
        f"<p><a href='{pages.PDF}'>2025 Notorious Markets List</a> <a href='{pages.PDF}#page=2'>here</a>"
        "<a href='/sites/default/files/2024_Review_of_Notorious_Markets_final.pdf'>PDF</a>"
        "<a href='/sites/default/files/Special301.pdf'>Special 301 Report</a>"
        f"<a href='{pages.OLD}'>The 2024 press release</a></p>"
    ).encode()
    found = read_index(content, "https://ustr.gov/issue-areas/ip/notorious-markets-list")
    assert [(each.kind, each.title) for each in found] == [
        ("report", "2025 Notorious Markets List"),
        ("report", "2024_Review_of_Notorious_Markets_final"),
        ("press_release", "The 2024 press release"),
    ]
    assert found[0].url == f"https://ustr.gov{pages.PDF}"


def test_an_index_page_without_a_report_is_a_change():
    with pytest.raises(SourceChanged, match="the expected link was not found"):
        read_index(f"<a href='{pages.OLD}'>2024</a>".encode(), "https://ustr.gov/x")


@pytest.mark.parametrize("old", [False, True])
def test_the_report_is_taken_from_the_press_release(old):
    body = f"<p>March 3, 2026</p><p>The List is <a href='{pages.PDF}'>here</a>.</p><a href='/a.pdf'>Facts</a>"
    release = read_release(pages.release(TITLE, body, old=old), f"https://ustr.gov{pages.NEW}")
    assert (release.title, release.published_on) == (TITLE, date(2026, 3, 3))
    assert [(found.url, found.kind, found.published_on) for found in release.reports] == [
        (f"https://ustr.gov{pages.PDF}", "report", date(2026, 3, 3))
    ]
    assert release.text.startswith("March 3, 2026\n\nThe List is here.")


def test_the_only_pdf_of_a_release_of_the_list_is_taken_with_a_note():
    release = read_release(
        pages.release(TITLE, "<p>Read it <a href='/files/final.pdf'>here</a>.</p>"), "https://ustr.gov/r"
    )
    assert [found.url for found in release.reports] == ["https://ustr.gov/files/final.pdf"]
    assert "only PDF" in release.reports[0].note


def test_a_release_of_the_list_without_its_link_is_a_change():
    with pytest.raises(SourceChanged, match="the expected link was not found"):
        read_release(pages.release(TITLE, "<p>The List is out.</p>"), "https://ustr.gov/r")


def test_a_call_for_comments_has_no_list_to_link_to():
    body = "<p>Comments are due in October.</p>"
    release = read_release(
        pages.release("USTR Seeks Comments on Notorious Markets", body), "https://ustr.gov/r"
    )
    assert release.reports == ()


def test_an_empty_release_is_a_change():
    for content in (b"", b"<h1>Title alone</h1>", pages.release(TITLE, "")):
        with pytest.raises(SourceChanged, match="no title or no text"):
            read_release(content, "https://ustr.gov/r")


def test_the_feed_gives_releases_of_the_list():
    content = pages.feed(
        pages.item("Other news", f"https://ustr.gov/about/{pages.OFFICE}/2026/march/other"),
        pages.item(TITLE, f"https://ustr.gov{pages.NEW}"),
        pages.item(TITLE, f"https://ustr.gov{pages.NEW.replace('/about/', '/about-us/')}"),
    )
    (found,) = read_feed(content, "https://ustr.gov/rss.xml")
    assert (found.kind, found.published_on, found.title) == ("press_release", date(2026, 3, 3), TITLE)


@pytest.mark.parametrize("moment", ["Mon, 15 Feb 2027 02:00:00 +0000", "2027-02-15T02:00:00Z"])
def test_the_day_of_an_item_is_that_of_washington(moment):
    content = pages.feed(pages.item(TITLE, f"https://ustr.gov{pages.NEW}", moment))
    (found,) = read_feed(content, "https://ustr.gov/rss.xml")
    assert found.published_on == date(2027, 2, 14)


def test_an_item_without_a_title_or_a_link_does_not_stop_the_feed():
    content = pages.feed(
        "<item><title>On steel</title></item>",
        f"<item><title/><link>https://ustr.gov{pages.NEW}</link></item>",
        "<item><link>https://ustr.gov/steel</link></item>",
    )
    (found,) = read_feed(content, "https://ustr.gov/rss.xml")
    assert found.title == found.url == f"https://ustr.gov{pages.NEW}"


def test_an_atom_feed_is_read_too():
    content = (
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Notorious Markets List</title>"
        b"<link href='/r'/><updated>2026-03-03T10:00:00Z</updated></entry></feed>"
    )
    (found,) = read_feed(content, "https://ustr.gov/rss.xml")
    assert (found.url, found.published_on) == ("https://ustr.gov/r", date(2026, 3, 3))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<html>Just a moment", "not well-formed"),
        (pages.feed(), "no items"),
        (pages.feed("<item><title>A</title></item>"), "no item with a link"),
        (
            pages.feed("<item><title>Notorious Markets List</title></item>", pages.item("A", "/a")),
            "has no link",
        ),
        (b"<!DOCTYPE r [<!ENTITY a 'aaaa'>]><rss><item><title>&a;</title></item></rss>", "document type"),
        (
            b"<!DOCTYPE rss SYSTEM 'file:///etc/passwd'><rss><item><title>a</title></item></rss>",
            "document type",
        ),
        (b"", "not well-formed"),
    ],
)
def test_a_feed_that_is_not_one_is_a_change(content, says):
    with pytest.raises(SourceChanged, match=says):
        read_feed(content, "https://ustr.gov/rss.xml")


@pytest.mark.parametrize(
    ("content", "text", "note"),
    [
        ("<p>Café</p>".encode(), "<p>Café</p>", None),
        (b"\xef\xbb\xbf<p>Caf\xc3\xa9</p>", "<p>Café</p>", None),
        ("<p>Café</p>".encode("utf-16"), "<p>Café</p>", None),
        (b"<p>Caf\xe9 \x93List\x94</p>", "<p>Café “List”</p>", "Windows-1252"),
        (b'<meta charset="iso-8859-1">\xc3\xa9', '<meta charset="iso-8859-1">é', "it is UTF-8"),
        (b'<meta charset="klingon">\xe9', '<meta charset="klingon">é', "unknown character set"),
        (b'<meta charset="gb18030">\xb6\xf1', '<meta charset="gb18030">恶', None),
        (b"<p>a\0b\r\nc\rd</p>", "<p>ab\nc\nd</p>", "NUL"),
    ],
)
def test_odd_bytes_become_clean_text_and_are_noted(content, text, note):
    clean, notes = decode_text(content)
    assert clean == text
    assert bool(notes) == bool(note) and (note is None or note in notes[0])


def test_links_that_lead_nowhere_on_the_web_are_left_out():
    hrefs = ["javascript:alert(1)", "mailto:a@b.c", "#top", "http://[bad", "data:text/html,x", "/a b.pdf"]
    page = parse_markup("".join(f"<a href='{href}'>x</a>" for href in hrefs).encode(), "https://ustr.gov/p/")
    assert [link.url for link in page.links()] == ["https://ustr.gov/a%20b.pdf"]
