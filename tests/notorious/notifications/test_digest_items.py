"""What a digest tells: each thing once, in a constant number of queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from markets.ingest.document_fetch import CHANGED
from markets.models import DiscoveredDocument, Edition, Job, Reading, Snapshot, Source, SourcePoll
from notorious.notifications.items import MAX_TEMPORARY_FAILURES, collect_items
from notorious.reply.models import Reply
from tests.notorious.notifications.conftest import DAY, NOW, a_find, a_source
from tests.queries import capture_queries


@pytest.mark.django_db
def test_what_fails_again_and_again_is_one_thing_until_it_was_well_between() -> None:
    source = a_source(failures=MAX_TEMPORARY_FAILURES)

    def look(outcome: str, hours: int) -> list[str]:
        at = NOW + timedelta(hours=hours)
        SourcePoll.objects.create(
            source=source, outcome=outcome, started_at=at, ended_at=at, sentence="It is gone."
        )
        return [item.key for item in collect_items(NOW) if item.key.startswith("failing")]

    first = look("failed", 1)
    assert len(first) == 1 and look("broken", 2) == first and look("later", 3) == first
    assert look("unchanged", 4) == []
    again = look("failed", 5)
    assert len(again) == 1 and again != first
    Source.objects.update(failures=1)
    assert look("later", 6) == [], "what may pass is given time"


@pytest.mark.django_db
def test_sources_that_are_late_documents_that_failed_and_ones_that_changed_are_reported(
    django_assert_num_queries: Any,
) -> None:
    now = timezone.now()
    a_source("late", last_seen_at=now - 3 * DAY, every_minutes=1440)
    find = a_find(1)
    failed = {"kind": "fetch", "key": "1", "state": Job.State.FAILED, "sentence": "It is not there (404)."}
    Job.objects.create(slot="1", ended_at=now - DAY, **failed)
    Job.objects.create(slot="2", ended_at=now, **failed)
    Job.objects.create(kind="fetch", key="2", slot="1", ended_at=now - DAY, state=Job.State.FAILED)
    Job.objects.create(kind="fetch", key="2", slot="2", ended_at=now, state=Job.State.DONE)
    Job.objects.create(kind="fetch", key="3", ended_at=now - 30 * DAY, state=Job.State.FAILED)
    with django_assert_num_queries(13):
        keys = [item.key for item in collect_items(now)]
    late = f"overdue late {now - 2 * DAY:%Y-%m-%dT%H:%M}"
    assert [key for key in keys if not key.startswith("list")] == [f"finds {find.pk}", late, "failed fetch 1"]
    find.note = f"{CHANGED}: seen on 2031-01-14."
    find.save()
    assert collect_items(now)[0].key == f"finds {find.pk} changed 1"


def _add_items(number: int) -> None:
    """One of each kind that is read from the database: a report, a statement, a doubtful and a good draft."""
    for kind, source in (("report", a_source(f"feed-{number}")), ("statement", a_source(f"news-{number}"))):
        snapshot = Snapshot.objects.store(f"{kind} {number}".encode())
        find = {"url": f"https://ustr.gov/{kind}/{number}", "kind": kind, "snapshot": snapshot}
        DiscoveredDocument.objects.create(source=source, **find)
        if kind == "report":
            edition = Edition.objects.create(year=2040 + number, title="A List")
            Reading.objects.create(
                snapshot=snapshot, edition=edition, parser_version="1", state="drafted", parsed={}
            )
    Source.objects.filter(slug=f"news-{number}").update(kind=Source.Kind.NEWSROOM)
    refused = Snapshot.objects.store(f"refused {number}".encode())
    Reading.objects.create(snapshot=refused, parser_version="1", state="refused", sentence="No List.")
    Reply.objects.create(kind="statement", sender="A company", concerns="/", text="No.")
    Job.objects.create(kind="read", key=str(number), ended_at=NOW, state=Job.State.FAILED)
    SourcePoll.objects.create(
        source=Source.objects.get(slug=f"feed-{number}"), outcome="failed", started_at=NOW, ended_at=NOW
    )


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_items() -> None:
    _add_items(0)
    with capture_queries() as few:
        first = collect_items(NOW)
    for number in range(1, 5):
        _add_items(number)
    with capture_queries() as many:
        later = collect_items(NOW)
    assert len(many) == len(few)
    assert len({item.heading for item in first}) >= 6
    assert len(later) >= 4 * len(first)
