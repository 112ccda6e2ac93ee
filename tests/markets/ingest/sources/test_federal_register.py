"""The notice of each review: its docket, and the deadlines that are in prose."""

import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markets.ingest.sources import SourceChanged
from markets.ingest.sources.deadlines import read_deadlines
from markets.ingest.sources.federal_register import REGISTER_HOST, notices_url, read_notice, read_notices
from tests.markets.ingest.sources.answers import PROSE, notice, notices


def test_a_notice_gives_docket_deadlines_date_and_citation():
    (read,) = read_notices(lambda url: notices(notice()))
    assert (read.docket, read.citation) == ("USTR-2025-0018", "90 FR 40000")
    assert (read.published_on, read.comments_due) == (date(2025, 8, 18), date(2025, 10, 1))
    assert (read.rebuttals_due, read.note) == (date(2025, 10, 15), "")
    assert (read.issue_focus, read.document) == ("piracy of sport", "USTR-2025-0018-0001")
    assert (read.item.kind, read.item.url) == ("notice", read.url)
    assert read.item.note == "issue focus: piracy of sport"


def test_the_question_asks_for_every_field_that_is_read():
    query = parse_qs(urlsplit(notices_url()).query)
    assert set(notice()) == set(query["fields[]"])


@pytest.mark.parametrize(
    ("prose", "comments", "rebuttals"),
    [
        (PROSE, date(2025, 10, 1), date(2025, 10, 15)),
        (
            "The deadline for interested parties to submit written comments is October 2, 2017. The deadline "
            "for rebuttal comments is October 16, 2017.",
            date(2017, 10, 2),
            date(2017, 10, 16),
        ),
        (
            "Monday, October 1, 2018, at midnight: comments. Monday, October 15, 2018: rebuttals.",
            date(2018, 10, 1),
            date(2018, 10, 15),
        ),
        ("DATES: Comments must be received by 10 a.m. on Friday, September 14, 2012.", date(2012, 9, 14), None),
        (
            "Comments (rebuttals come later) are due by Nov. 8, 2020; rebuttals by Nov. 22, 2020.",
            date(2020, 11, 8),
            date(2020, 11, 22),
        ),
        ("Submit comments no later than 7 October 2016, and rebuttals no later than 21 October 2016.",
         date(2016, 10, 7), date(2016, 10, 21)),
        ("Comments are due soon.", None, None),
        ("Due on October 1, 2025, October 2, 2025 and October 3, 2025.", None, None),
        ("Comments are due on February 30, 2025.", None, None),
    ],
)  # fmt: skip
def test_deadlines_are_distinguished_in_prose(prose, comments, rebuttals):
    read = read_deadlines(prose)
    assert (read.comments, read.rebuttals) == (comments, rebuttals)
    assert bool(read.note) == (comments is None or "come later" in prose)


@given(st.text(max_size=200), st.dates(date(2011, 1, 1), date(2030, 1, 1)))
def test_no_prose_breaks_the_reading_or_puts_rebuttals_first(text, day):
    for prose in (text, f"{text} {day:%B} {day.day}, {day.year} {text} rebuttal {day.isoformat()} {text}"):
        read = read_deadlines(prose)
        assert read.rebuttals is None or read.comments is None or read.comments <= read.rebuttals


def test_what_the_prose_does_not_settle_is_said():
    assert "no DATES" in read_notice(notice(dates=None)).note
    read = read_notice(notice(comments_close_on="2025-10-03"))
    assert read.comments_due == date(2025, 10, 1) and "2025-10-03" in read.note
    assert "corrects" in read_notice(notice(correction_of="https://x")).note


def test_a_docket_of_another_form_is_kept_as_printed():
    assert read_notice(notice(docket_ids=["Dkt. 12-9"])).docket == "Dkt. 12-9"
    assert read_notice(notice(docket_ids=[])).docket is None


def test_only_notices_about_the_list_are_taken_and_no_match_is_no_fault():
    other = notice("2025-1", title="Special 301 Review")
    assert [read.number for read in read_notices(lambda url: notices(other, notice()))] == ["2025-15675"]
    # with nothing to show the API leaves the list out
    assert read_notices(lambda url: json.dumps({"count": 0, "description": "none"}).encode()) == ()


@pytest.mark.parametrize(
    "name", ["title", "document_number", "html_url", "publication_date", "docket_ids", "dates"]
)
def test_a_missing_field_is_named(name):
    record = notice()
    del record[name]
    with pytest.raises(SourceChanged, match=f"the field {name} is missing"):
        read_notices(lambda url: notices(record))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", 5),
        ("document_number", None),
        ("publication_date", "soon"),
        ("dates", ["a"]),
        ("docket_ids", "USTR-2025-0018"),
        ("citation", 90),
        ("regulations_dot_gov_info", []),
        ("comments_close_on", True),
        ("comments_close_on", "later"),
    ],
)
def test_a_field_of_another_type_is_named(name, value):
    with pytest.raises(SourceChanged, match=name):
        read_notices(lambda url: notices(notice(**{name: value})))


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"[]", b"null", b'{"count": 1}', b'{"count": true}', b"[" * 100_000, b'{"count":"1"}'],
)
def test_an_answer_that_is_not_the_apis_is_a_change(content):
    with pytest.raises(SourceChanged):
        read_notices(lambda url: content)


def test_a_total_that_is_not_a_number_is_named():
    with pytest.raises(SourceChanged, match="count is true or false"):
        read_notices(lambda url: notices(notice(), count=True))


def paged(**pages: bytes):
    return lambda url: pages["first" if url == notices_url() else url.rsplit("/", 1)[-1]]


def at(name: str) -> str:
    return f"https://{REGISTER_HOST}/{name}"


def test_pages_are_followed_and_counted():
    get = paged(
        first=notices(notice("1"), count=2, following=at("second")), second=notices(notice("2"), count=2)
    )
    assert [read.number for read in read_notices(get)] == ["1", "2"]


def test_pages_that_lead_in_a_circle_are_left():
    get = paged(
        first=notices(notice("1"), count=3, following=at("second")),
        second=notices(notice("2"), count=3, following=at("second")),
    )
    with pytest.raises(SourceChanged, match="circle"):
        read_notices(get)


def test_pages_that_do_not_end_are_left_at_a_limit():
    asked: list[str] = []

    def get(url: str) -> bytes:
        asked.append(url)
        return notices(notice(str(len(asked))), count=10_000, following=at(str(len(asked))))

    with pytest.raises(SourceChanged, match="more than 10 pages"):
        read_notices(get)
    assert len(asked) == 10


def test_the_same_number_twice_is_a_fault_unless_the_list_grew_meanwhile():
    with pytest.raises(SourceChanged, match="1 comes twice"):
        read_notices(lambda url: notices(notice("1"), notice("1")))
    get = paged(
        first=notices(notice("1"), notice("2"), count=3, following=at("second")),
        second=notices(notice("2"), notice("3"), notice("4"), count=4),
    )
    assert [read.number for read in read_notices(get)] == ["1", "2", "3", "4"]


def test_fewer_entries_than_stated_are_a_fault():
    with pytest.raises(SourceChanged, match="there are 5 entries, and 1 came"):
        read_notices(lambda url: notices(notice(), count=5))
