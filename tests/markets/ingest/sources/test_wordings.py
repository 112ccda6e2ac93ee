"""Dates, titles and reasons as the sources really write them."""

from __future__ import annotations

from datetime import date

import pytest

from markets.ingest.parsers.edition_facts import stated_counts
from markets.ingest.records import StatedCounts
from markets.ingest.sources.deadlines import read_deadlines
from markets.ingest.sources.federal_register import _focus
from markets.ingest.sources.regulations import read_listed
from markets.ingest.sources.ustr_release import read_release
from markets.text.dates import printed_day

_PAGE = "<html><body><h1>{title}</h1><article><p>{body}</p></article></body></html>"
_LIST = '<a href="https://ustr.gov/files/{name}.pdf">{text}</a>'


def test_a_day_is_the_one_that_is_printed_or_that_of_washington() -> None:
    assert printed_day("January 15, 2026", "2026-01-16T01:30:00Z") == date(2026, 1, 15)
    assert printed_day("", "2026-01-16T01:30:00Z") == date(2026, 1, 15)


@pytest.mark.parametrize(
    "title",
    [
        "WHAT THEY ARE SAYING: USTR Releases 2023 Review of Notorious Markets List",
        "USTR Extends Deadline for the 2023 Notorious Markets List",
        "Ambassador Statement on the 2023 Notorious Markets List",
    ],
)
def test_a_release_that_announces_no_list_raises_no_alarm(title: str) -> None:
    page = _PAGE.format(title=title, body="It was praised.")
    assert read_release(page.encode(), "https://ustr.gov/x").reports == ()


def test_what_is_said_of_a_list_leads_to_no_report_though_it_links_to_one() -> None:
    link = _LIST.format(name="2023_Notorious_Markets", text="2023 Notorious Markets List")
    page = _PAGE.format(
        title="WHAT THEY ARE SAYING: USTR Releases 2023 Review of Notorious Markets", body=link
    )
    assert read_release(page.encode(), "https://ustr.gov/x").reports == ()


def test_a_release_leads_to_the_report_of_its_own_year() -> None:
    links = (
        _LIST.format(name="2023_Notorious_Markets", text="2023 Notorious Markets List")
        + _LIST.format(name="2022_Notorious_Markets", text="2022 Notorious Markets List")
        + _LIST.format(name="Fact_Sheet_Notorious_Markets", text="Fact Sheet")
    )
    page = _PAGE.format(title="USTR Releases 2023 Review of Notorious Markets", body=links)
    (report,) = read_release(page.encode(), "https://ustr.gov/x").reports
    assert "2023" in report.url


def test_a_comment_without_a_title_is_still_listed() -> None:
    record = {"id": "USTR-2025-0018-0042", "attributes": {"title": None, "withdrawn": False}}
    assert read_listed(record, "The comments").title == "comment USTR-2025-0018-0042"


def test_an_extended_deadline_is_the_new_day() -> None:
    due = read_deadlines(
        "The deadline for submission of rebuttal comments is extended from October 16, 2025 to October 31, 2025."
    )
    assert (due.comments, due.rebuttals) == (None, date(2025, 10, 31))


@pytest.mark.parametrize(
    ("abstract", "focus"),
    [
        (
            "The issue focus for the 2025 List will examine the impact of the U.S. de minimis exemption.",
            "the impact of the U.S. de minimis exemption",
        ),
        ("This year's issue focus examines online pharmacies.", "online pharmacies"),
    ],
)
def test_the_issue_focus_of_a_notice_is_read(abstract: str, focus: str) -> None:
    assert _focus(abstract) == focus


def test_counts_may_name_those_of_the_year_before_in_passing() -> None:
    text = "The List identifies 38 online markets (down from 39 last year) and 33 physical markets."
    assert stated_counts([text]) == StatedCounts(38, 33)
