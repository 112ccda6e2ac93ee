"""When a source is looked at, wherever the clock is put; and when a List is overdue."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from markets import tasks
from markets.ingest.schedule import due_sources, ensure_sources, name_slot, next_look, overdue_sentence
from markets.models import DiscoveredDocument, Edition, Job, Source

NOW = datetime(2031, 3, 30, 12, 0, tzinfo=UTC)
MINUTES = 180


def source(**fields) -> Source:
    return Source(**{"slug": "s", "name": "S", "kind": "ustr_feed", "url": "https://ustr.gov/rss.xml",
                     "every_minutes": MINUTES, **fields})  # fmt: skip


@pytest.mark.django_db
def test_a_source_is_due_at_first_and_then_in_its_time():
    seen = source()
    seen.save()
    assert due_sources(NOW) == [seen]
    Source.objects.update(last_seen_at=NOW)
    assert due_sources(NOW + timedelta(minutes=MINUTES - 1)) == []
    assert due_sources(NOW + timedelta(minutes=MINUTES)) == [seen]


@pytest.mark.django_db
@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=-400)])
def test_a_clock_that_is_set_back_keeps_no_source_unseen(jump):
    source(last_seen_at=NOW).save()
    assert due_sources(NOW + jump), "a last sight in the future counts as none"


@given(st.datetimes(datetime(2030, 1, 1), datetime(2032, 1, 1)), st.integers(0, 100_000))  # noqa: DTZ001
def test_a_look_that_is_done_never_has_the_slot_of_the_next(at, seconds):
    """Whether the clock goes on or is set back: the last sight is part of the name."""
    moment = at.replace(tzinfo=UTC)
    first = name_slot(source(last_seen_at=moment), moment)
    for later in (moment + timedelta(seconds=seconds), moment - timedelta(seconds=seconds)):
        seen = source(last_seen_at=moment + timedelta(seconds=1))
        assert name_slot(seen, later) != first
        assert len(name_slot(seen, later)) <= 40


@pytest.mark.django_db(transaction=True)
def test_two_beats_in_one_slot_ask_for_one_look(clean_queue):
    ensure_sources()
    tasks.poll_due_sources()
    tasks.poll_due_sources()
    assert Job.objects.count() == Source.objects.count()


def test_a_look_that_was_given_up_is_asked_for_again_in_the_next_step():
    never = source()
    assert name_slot(never, NOW) == name_slot(never, NOW + timedelta(minutes=MINUTES - 1))
    assert name_slot(never, NOW) != name_slot(never, NOW + timedelta(minutes=MINUTES))


def test_what_the_source_asked_for_goes_before_our_own_haste():
    asked = source(
        last_seen_at=NOW, not_before=NOW + timedelta(hours=20), retry_at=NOW + timedelta(minutes=5)
    )
    assert next_look(asked) == NOW + timedelta(hours=20)
    assert next_look(source(last_seen_at=NOW, retry_at=NOW + timedelta(minutes=5))) == NOW + timedelta(
        minutes=5
    )
    assert next_look(source(enabled=False)) is None


@pytest.fixture
def released(db: None) -> None:
    Edition.objects.create(year=2029, title="x", released_on=date(2030, 1, 30), published_at=NOW)
    Edition.objects.create(year=2028, title="x", released_on=date(2029, 4, 25), published_at=NOW)


@pytest.mark.usefixtures("released")
def test_a_list_that_is_later_than_any_before_is_called_overdue():
    assert overdue_sentence(date(2031, 4, 25)) is None
    said = "The List for 2030 is overdue: earlier ones came out between 30 January and 25 April."
    assert overdue_sentence(date(2031, 4, 26)) == said


@pytest.mark.usefixtures("released")
def test_a_list_that_waits_for_its_editor_is_not_overdue(sources):
    feed, day = sources["ustr-feed"], date(2031, 3, 3)
    DiscoveredDocument.objects.create(source=feed, url="x", kind="report", published_on=day)
    assert overdue_sentence(date(2031, 5, 26)) is None


@pytest.mark.usefixtures("released")
def test_the_queue_says_that_a_list_is_overdue(at_the_desk, settings):
    Edition.objects.update(released_on=date(2015, 1, 30))
    page = at_the_desk.get(reverse("admin:markets_discovereddocument_changelist")).content.decode()
    assert "overdue: earlier ones came out between" in page
