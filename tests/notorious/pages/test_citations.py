"""Sources as they are in the record become words and links, and no link is anything but http."""

import csv
from pathlib import Path
from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from markets.citations import ShownCitation, show_citations
from markets.templatetags.record import dots, format_citations

RECORD = Path(__file__).resolve().parents[3] / "markets" / "record"


def test_several_sources_are_separated_and_named_by_their_publishers() -> None:
    source = (
        "https://www.a.example/x?y=1 (TorrentFreak, 2023-02-01, names it) ; "
        "https://docslib.org/doc/1 (contents) ; https://besttorrents.org/2"
    )
    assert show_citations(source, {}) == (
        ShownCitation("TorrentFreak, 1 February 2023", "https://www.a.example/x?y=1"),
        ShownCitation("DocsLib", "https://docslib.org/doc/1"),
        ShownCitation("besttorrents.org"),
    )


def test_text_without_an_address_is_shown_as_it_is() -> None:
    assert show_citations("the report, p. 4", {}) == (ShownCitation("the report, p. 4"),)


def test_an_address_whose_host_ends_with_a_dot_is_no_citation() -> None:
    assert show_citations("https://smart-lab.ru./tag/x ; https://a.example/", {}) == (
        ShownCitation("a.example", "https://a.example/"),
    )


def test_a_link_says_nothing_of_the_reader_and_vouches_for_nothing() -> None:
    assert format_citations(show_citations("https://a.example/x", {})) == (
        '<a href="https://a.example/x" rel="noopener noreferrer nofollow">a.example</a>'
    )


@given(st.text())
def test_no_source_can_become_markup_or_another_kind_of_link(text: str) -> None:
    for hostile in (text, "javascript:alert(1) ; " + text, f'https://a.example/"><script>{text}'):
        shown = format_citations(show_citations(hostile, {}))
        assert "<script" not in shown
        assert all(urlsplit(each.url).scheme in ("", "http", "https") for each in show_citations(hostile, {}))


def test_no_source_of_the_record_lies_on_a_listed_site() -> None:
    with (RECORD / "listings.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    listed = {
        domain.lower().removeprefix("www.")
        for row in rows
        for domain in row["domains"].replace(";", " ").split()
    }
    assert listed
    for name in ("listings.csv", "absences.csv", "recommendations.csv", "editions.csv"):
        with (RECORD / name).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                for citation in show_citations(row.get("source") or row.get("sources") or "", {}):
                    host = urlsplit(citation.url).hostname or ""
                    assert not any(host == each or host.endswith("." + each) for each in listed), (name, host)


def test_a_domain_is_text_that_nobody_follows_by_accident() -> None:
    assert dots("www.taobao.com") == "www[.]taobao[.]com"
