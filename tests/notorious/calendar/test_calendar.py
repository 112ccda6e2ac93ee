"""The calendar: known days, the expected release, and the next review as soon as its notice is discovered."""

import datetime

import pytest
from django.test import Client

from markets.ingest.schedule import ensure_sources
from markets.models import DiscoveredDocument, Edition, Source, WatchListEdition
from notorious.calendar.events import list_events, split_events
from notorious.calendar.icalendar import render_icalendar
from tests.notorious.pages.conftest import Read, said

pytestmark = pytest.mark.django_db


def _by_key() -> dict[str, tuple[datetime.date, datetime.date]]:
    return {each.key: (each.day, each.last) for each in list_events()}


def test_known_days_are_there_and_unsourced_ones_are_not(record: None) -> None:
    days = _by_key()
    assert days["2025-comments"] == (datetime.date(2025, 10, 1),) * 2
    assert days["2025-release"] == (datetime.date(2026, 3, 1), datetime.date(2026, 3, 31))
    assert "2024-comments" not in days  # recalled, not looked up
    details = {each.key: each.detail for each in list_events()}
    assert details["2020-comments"] == "Docket USTR-2020-0035"
    assert details["2025-comments"] == ""  # its docket is unconfirmed
    assert days["eu-2018"] == (datetime.date(2018, 12, 7),) * 2


def test_the_next_release_is_expected_within_the_past_window(record: None) -> None:
    assert _by_key()["2026-expected"] == (datetime.date(2026, 12, 13), datetime.date(2027, 4, 29))
    Edition.objects.all().update(released_on=None)
    assert not [key for key in _by_key() if key.endswith("expected")]


def test_a_discovered_notice_gives_the_next_review_at_once(record: None, read: Read) -> None:
    ensure_sources()
    source = Source.objects.filter(kind=Source.Kind.FEDERAL_REGISTER).first()
    notice = DiscoveredDocument.objects.create(
        source=source,
        url="https://www.federalregister.gov/documents/2026/08/20/2026-1/x",
        title="2026 Review of Notorious Markets for Counterfeiting and Piracy: Comment Request",
        kind="notice",
        published_on=datetime.date(2026, 8, 20),
        docket_id="USTR-2026-0099",
        comments_due_on=datetime.date(2026, 10, 1),
    )
    page = said(read("/calendar/").select_one("main"))
    assert "Comments due, 2026 review" in page and "USTR-2026-0099" in page and "no person" in page
    notice.state = DiscoveredDocument.State.DISMISSED
    notice.save()
    assert "USTR-2026-0099" not in said(read("/calendar/").select_one("main"))


def test_a_day_is_past_only_when_it_is_over(record: None) -> None:
    coming, past = split_events(list_events(), datetime.date(2027, 4, 29))
    assert [each.key for each in coming] == ["2026-expected"]
    assert past[0].day >= past[-1].day


def test_the_file_is_valid_icalendar_and_stable(record: None, client: Client) -> None:
    response = client.get("/calendar.ics")
    lines = response.content.decode().split("\r\n")
    assert response["Content-Type"].startswith("text/calendar")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(line.encode()) <= 75 for line in lines) and "\n" not in "".join(lines)
    ids = [line for line in lines if line.startswith("UID:")]
    assert len(ids) == len(set(ids)) == lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT")
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    assert render_icalendar(list_events(), moment) == render_icalendar(list_events(), moment)


def test_where_nothing_is_public_the_calendar_says_so(record: None, client: Client) -> None:
    Edition.objects.update(published_at=None)
    WatchListEdition.objects.update(withdrawn_at=datetime.datetime.now(datetime.UTC))
    assert b"No day to come is known" in client.get("/calendar/").content
    assert b"VEVENT" not in client.get("/calendar.ics").content
