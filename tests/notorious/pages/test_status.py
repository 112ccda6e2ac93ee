"""The page that says when each source was last looked at."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from markets.ingest.schedule import overdue_since
from markets.models import Source
from notorious.pages.status import format_interval
from tests.notorious.pages.conftest import Read, said


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(60, "hour"), (90, "90 minutes"), (720, "12 hours"), (1440, "day"), (2880, "2 days")],
)
def test_a_rhythm_is_said_in_the_largest_unit_that_divides_it(minutes: int, words: str) -> None:
    assert format_interval(minutes) == words


def source(slug: str, **more: Any) -> Source:
    """A source that is looked at every twelve hours, unless `more` says otherwise."""
    about = {"name": f"A {slug}", "url": f"https://ustr.gov/{slug}", "every_minutes": 720, **more}
    return Source(slug=slug, kind=Source.Kind.USTR_FEED, **about)


@pytest.mark.django_db
def test_each_source_says_when_it_was_looked_at_when_that_brought_something_and_when_it_is_looked_at_next(
    read: Read, client: Client, django_assert_num_queries: Any
) -> None:
    now = timezone.now()
    new = datetime(2031, 1, 14, 9, 30, tzinfo=UTC)
    Source.objects.bulk_create(
        (
            source("feed", last_seen_at=now - timedelta(hours=1), last_new_at=new),
            source("docket", last_seen_at=now - timedelta(hours=13), retry_at=now + timedelta(hours=2)),
            source("register", last_seen_at=now - timedelta(days=3)),
            source("newsroom"),
            source("page", last_seen_at=now - timedelta(days=9), last_new_at=new, enabled=False),
            source("mistake", last_seen_at=now - timedelta(days=9), enabled=False),
        )
    )
    rows = {said(row.th): said(row) for row in read("/status/").select("#sources ~ table tbody tr")}
    assert (
        f"14 January 2031, 09:30 {now + timedelta(hours=11):%-d %B %Y, %H:%M} (every 12 hours)"
        in rows["A feed"]
    )
    assert f"none {now + timedelta(hours=2):%-d %B %Y, %H:%M} (every 12 hours)" in rows["A docket"]
    assert f"overdue since {now - timedelta(days=2.5):%-d %B %Y, %H:%M}" in rows["A register"]
    assert "never none now" in rows["A newsroom"]
    assert "switched off" in rows["A page"] and "every" not in rows["A page"]
    assert "A mistake" not in rows
    with django_assert_num_queries(6):  # however many sources there are
        client.get("/status/")


def test_a_look_that_waits_for_the_next_beat_is_not_overdue() -> None:
    now = timezone.now()
    just = source("feed", last_seen_at=now - timedelta(hours=12, minutes=20))
    assert overdue_since(just, now) is None
    assert overdue_since(just, now + timedelta(minutes=11)) == now - timedelta(minutes=20)


def test_a_source_that_no_beat_has_added_yet_is_shown_as_not_looked_at(read: Read, db: None) -> None:
    rows = [said(row) for row in read("/status/").select("#sources ~ table tbody tr")]
    (register,) = [row for row in rows if row.startswith("Federal Register")]
    assert "never" in register and "now" in register
    assert not Source.objects.exists()


def test_readers_learn_nothing_of_settings(client, db):
    Source.objects.create(
        slug="regulations-gov", name="Regulations.gov", kind="regulations", url="https://example.org/",
        last_sentence="Set REGULATIONS_GOV_KEY in the environment: https://api.data.gov/signup/.",
    )  # fmt: skip
    shown = client.get("/status/").content.decode()
    assert "REGULATIONS_GOV_KEY" not in shown
    assert "This source is not set up on this site." in shown
