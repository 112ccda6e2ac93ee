"""Dates, titles and reasons as the sources really write them."""

from datetime import date

import pytest

from markets.ingest.parsers.edition_facts import stated_counts
from markets.ingest.records import StatedCounts
from markets.ingest.sources import SourceChanged
from markets.ingest.sources.deadlines import read_deadlines
from markets.ingest.sources.regulations import read_listed
from markets.ingest.sources.ustr_release import read_release
from markets.text.dates import printed_day
from markets.text.issue_focus import find_issue_focus

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
        "USTR Opens Docket for 2025 Notorious Markets Review",
        "USTR Announces 2025 Review of Notorious Markets and Calls for Public Participation",
        "Readout: Deputy Trade Representative Meets Industry on Notorious Markets",
        "ICYMI: USTR Releases 2021 Notorious Markets List",
        "What They\u2019re Saying: USTR Releases 2022 Notorious Markets List",
        "USTR to Publish Notorious Markets List Next Week",
        "USTR Announces Schedule for 2024 Notorious Markets Review",
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


@pytest.mark.parametrize(
    "title", ["USTR Releases 2023 Review of Notorious Markets", "USTR Releases Annual Notorious Markets List"]
)
def test_a_release_leads_to_the_report_of_its_own_year(title: str) -> None:
    links = (
        _LIST.format(name="2023_Notorious_Markets", text="2023 Notorious Markets List")
        + _LIST.format(name="2022_Notorious_Markets", text="2022 Notorious Markets List")
        + _LIST.format(name="Fact_Sheet_Notorious_Markets", text="Fact Sheet")
    )
    page = _PAGE.format(title=title, body=links)
    (report,) = read_release(page.encode(), "https://ustr.gov/x").reports
    assert "2023" in report.url


@pytest.mark.parametrize(
    ("title", "names", "taken"),
    [
        ("USTR Releases 2023 Review of Notorious Markets", ["2022_Notorious_Markets"], 0),
        ("USTR Releases 2023 Review of Notorious Markets", ["2023_NML_Fact_Sheet"], 0),
        ("USTR Releases 2024 Special 301 Report and 2023 Notorious Markets List", ["2023_Notorious_Markets"], 1),
        ("USTR Releases 2023 Review of Notorious Markets", ["Notorious_Markets", "2022_Notorious_Markets"], 1),
        ("USTR Releases 2023 Notorious Markets List", ["Notorious_Markets_List", "Notorious_Markets_Speech"], 1),
        ("USTR Releases 2023 Notorious Markets List", ["2023_Notorious_Markets", "pkg/FR-2023-1_Notorious_Markets"], 1),
    ],
)  # fmt: skip
def test_no_other_paper_is_taken_for_the_report(title: str, names: list[str], taken: int) -> None:
    links = "".join(_LIST.format(name=name, text="here") for name in names)
    page = _PAGE.format(title=title, body=links).encode()
    if not taken:
        with pytest.raises(SourceChanged, match="the expected link was not found"):
            read_release(page, "https://ustr.gov/x")
    else:
        assert [report.url for report in read_release(page, "https://ustr.gov/x").reports] == [
            f"https://ustr.gov/files/{names[0]}.pdf"
        ]


def test_a_comment_without_a_title_is_still_listed() -> None:
    record = {"id": "USTR-2025-0018-0042", "attributes": {"title": None, "withdrawn": False}}
    assert read_listed(record, "The comments").title == "comment USTR-2025-0018-0042"


@pytest.mark.parametrize(
    ("prose", "comments", "rebuttals"),
    [
        ("The deadline for rebuttal comments is extended from October 16, 2025 to October 31, 2025.", None, 31),
        ("The period for comments, which was to end on October 1, 2025, is extended until October 15, 2025; rebuttals"
         " are due October 29, 2025.", 15, 29),
        ("USTR is extending the deadline for comments to October 10, 2025, and for rebuttal comments to October 24,"
         " 2025. The original deadlines were October 1, 2025 and October 15, 2025.", 10, 24),
        ("The October 6, 2025 deadline for comments is extended to October 20, 2025 at 11:59 p.m. ET.", 20, None),
        ("October 20, 2025 (previously October 6, 2025): Deadline for comments.", 20, None),
        ("The deadline for comments published September 2, 2025 is extended. Comments must be submitted by October 14,"
         " 2025, rebuttal comments by October 28, 2025.", 14, 28),
        ("The due date for comments is extended to October 8, 2025, from October 1, 2025. The due date for rebuttal"
         " comments remains October 22, 2025.", 8, 22),
        ("The period announced on September 1, 2025 is reopened. Send comments by October 13, 2025; rebuttals by"
         " October 27, 2025.", 13, 27),
        ("Filings that respond to other filers: October 27, 2025. Nominations: October 13, 2025.", 13, 27),
        ("USTR extends from October 6, 2025, to October 27, 2025, the deadline for rebuttal submissions.", None, 27),
        ("In place of October 1, 2025, comments are due by October 13, 2025; rebuttals by October 27, 2025 (not October"
         " 15, 2025). This notice was issued on 17 August 2025.", 13, 27),
        ("The period that closed on October 1, 2025 is reopened. Submit comments by October 13, 2025.", 13, None),
    ],
)  # fmt: skip
def test_an_extended_deadline_is_the_new_day(prose: str, comments: int | None, rebuttals: int | None) -> None:
    read = read_deadlines(prose)
    assert read.comments == (date(2025, 10, comments) if comments else None)
    assert read.rebuttals == (date(2025, 10, rebuttals) if rebuttals else None)


@pytest.mark.parametrize(
    ("abstract", "focus"),
    [
        (
            "This issue focus examines fake toys (e.g. dolls) in the U.S. market. More follows.",
            "fake toys (e.g. dolls) in the U.S. market",
        ),
        ("USTR plans an issue focus on fake batteries. More follows.", "fake batteries"),
        ("USTR asks about the issue focus: counterfeit medicines.", "counterfeit medicines"),
        (
            "The issue focus for the 2025 List will examine the impact of the U.S. de minimis exemption.",
            "the impact of the U.S. de minimis exemption",
        ),
        ("This year's issue focus examines online pharmacies.", "online pharmacies"),
        ("USTR invites comments on the issue focus of this year, namely influencers.", "influencers"),
        ("For the issue focus, USTR seeks information on the risks of fakes.", "the risks of fakes"),
    ],
)
def test_the_issue_focus_of_a_notice_is_read(abstract: str, focus: str) -> None:
    assert find_issue_focus(abstract) == focus


@pytest.mark.parametrize(
    "text",
    [
        "The List identifies 38 online markets (down from 39 last year) and 33 physical markets.",
        "The List identifies 38 online markets, one fewer than last year, and 33 physical markets.",
        "The List names 38 online markets \u2013 compared with 39 in the 2023 List \u2013 and 33 physical markets.",
        "The List names 38 online markets and 33 physical markets, compared with 39 and 35 a year ago.",
        "Last year\u2019s List had 39 online and 35 physical markets; this one has 38 online and 33 physical markets.",
        "The List names 38 online markets, down one from last year, and 33 physical markets, also down two.",
        "In 2022, the List identified 39 online and 35 physical markets. It names 38 online and 33 physical markets.",
        "While the 2023 List named 39 online markets, this List names 38 online and 33 physical markets.",
        "Six online markets and two physical markets were added to the List, which now names 38 online markets and"
        " 33 physical markets.",
    ],
)
def test_counts_may_name_other_ones_in_passing(text: str) -> None:
    assert stated_counts([text]) == StatedCounts(38, 33)


def test_a_count_of_both_kinds_together_is_none_of_either() -> None:
    assert stated_counts(["The report highlights more than 40 online and physical markets."]) is None


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("\u201cResponse to USTR\u2019s 2023 Review\u201d", "response"),
        ("Alibaba Group Response to 2023 Review of Notorious Markets", "response"),
        ("Answer of DHgate to the Submission of a Trade Body", "response"),
        ("Rebuttal_VK", "rebuttal"),
        ("Pinduoduo Counter-submission", "rebuttal"),
        ("Opposition of Markhaven to its Nomination", "response"),
        ("Shoe Council in Reply to the Request of USTR", ""),
        ("RIAA Response to Request for Comments", ""),
        ("Comments in Response to the 2023 Review", ""),
    ],
)
def test_a_title_may_say_that_a_comment_answers_the_list(title: str, said: str) -> None:
    note = read_listed({"id": "A", "attributes": {"title": title, "withdrawn": False}}, "The comments").note
    assert note.startswith(f"its title says {said}") if said else not note


def test_the_count_of_one_country_is_no_total() -> None:
    assert stated_counts(
        ["The List names nine physical markets located within China and 42 online markets."]
    ) == (StatedCounts(42, None))
