"""A company's newsroom: what mentions the List is found, all else is left alone."""

from datetime import date

import pytest

from markets.ingest.sources import SourceChanged
from markets.ingest.sources.newsroom import read_newsroom

ROOM = "https://news.example.com/press/"


def read(html: str):
    return read_newsroom(html.encode(), ROOM)


def test_links_that_mention_the_list_are_found_with_their_date():
    found = read(
        "<ul><li><time datetime='2022-02-18'>18 Feb</time><a href='on-the-list'>Our answer to the USTR report</a></li>"
        "<li>January 12, 2018 <a href='/x'>Statement on the Notorious Markets List</a></li>"
        "<li><a href='/y'>New office opened</a></li></ul>"
    )
    assert [(each.url, each.published_on, each.kind, each.note) for each in found] == [
        ("https://news.example.com/press/on-the-list", date(2022, 2, 18), "statement", ""),
        ("https://news.example.com/x", date(2018, 1, 12), "statement", ""),
    ]


def test_the_printed_day_is_taken_and_not_that_of_another_time_zone():
    moment = "<time datetime='2027-01-16T01:30:00Z'>{}</time><a href='/a'>On the USTR list</a>"
    for printed in ("15 January 2027", ""):
        (found,) = read(f"<ul><li>{moment.format(printed)}</li></ul>")
        assert found.published_on == date(2027, 1, 15)


def test_a_teaser_or_an_address_may_mention_it():
    found = read(
        "<article><a href='/a'>Statement</a><p>We reject our place among notorious markets.</p></article>"
        "<article><a href='/2026/notorious-markets-reply'>Read more</a></article>"
        "<article><a href='/z'>回应恶名市场名单</a></article>"
    )
    assert [each.url.rsplit("/", 1)[-1] for each in found] == ["a", "notorious-markets-reply", "z"]
    assert "beside the link" in found[0].note


def test_one_statement_linked_twice_is_one():
    assert len(read("<a href='/a'>On the USTR list</a><a href='/a#top'>On the USTR list, again</a>")) == 1


def test_no_mention_is_no_news_but_no_link_is_a_change():
    assert read("<a href='/a'>Industrial markets</a>") == ()
    for html in ("", "<div id='app'></div><script>1</script>", f"<a href='{ROOM}'>Home</a>"):
        with pytest.raises(SourceChanged, match="holds no links"):
            read(html)
