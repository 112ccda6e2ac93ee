"""Sources as they stand in the record become words and links, and no link is anything but http."""

from __future__ import annotations

import csv
from pathlib import Path
from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from markets.citations import SourceCitation, split_citations
from markets.templatetags.record import dots, sources

RECORD = Path(__file__).resolve().parents[3] / "markets" / "record"


def test_several_sources_are_parted_and_linked_by_their_hosts() -> None:
    assert split_citations("https://www.a.example/x?y=1 (TOC) ; press 2018-01; https://b.example/z") == (
        SourceCitation("a.example", "https://www.a.example/x?y=1", "(TOC)"),
        SourceCitation("press 2018-01"),
        SourceCitation("b.example", "https://b.example/z"),
    )


def test_a_link_tells_nothing_of_the_reader_and_vouches_for_nothing() -> None:
    assert sources("https://a.example/x") == (
        '<a href="https://a.example/x" rel="noopener noreferrer nofollow">a.example</a>'
    )


@given(st.text())
def test_no_source_can_become_markup_or_another_kind_of_link(text: str) -> None:
    for hostile in (text, "javascript:alert(1) ; " + text, f'https://a.example/"><script>{text}'):
        shown = sources(hostile)
        assert "<script" not in shown
        assert all(urlsplit(each.url).scheme in ("", "http", "https") for each in split_citations(hostile))


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
                for citation in split_citations(row.get("source") or row.get("sources") or ""):
                    host = urlsplit(citation.url).hostname or ""
                    assert not any(host == each or host.endswith("." + each) for each in listed), (name, host)


def test_a_domain_is_text_that_nobody_follows_by_accident() -> None:
    assert dots("www.taobao.com") == "www[.]taobao[.]com"
