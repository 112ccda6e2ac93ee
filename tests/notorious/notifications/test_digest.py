"""The mail that says what waits: what is new, to whom it concerns, and never twice."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.conf import settings as settings_of_django
from django.contrib.auth.models import Group, User
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from markets.ingest.document_fetch import CHANGED
from markets.models import DiscoveredDocument, Job, Source, SourcePoll
from notorious import celery, tasks
from notorious.environment import parse_email_url
from notorious.models import DigestNotification, DigestOptOut
from notorious.notifications.digest import ITEMS_PER_HEADING, find_period_start, send_due_digests
from notorious.notifications.items import MAX_TEMPORARY_FAILURES, collect_items
from notorious.roles import ensure_roles
from tests.markets.polling.processes import environment
from tests.notorious.notifications.mail_server import Post, post

NOW = datetime(2031, 1, 14, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def server(settings: Any) -> Iterator[Post]:
    with post() as listening:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_URL = f"smtp://127.0.0.1:{listening.port}"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", listening.port
        settings.SITE_URL = "https://notorious.example"
        yield listening


def somebody(name: str, email: str, role: str = "curator", **more: Any) -> User:
    ensure_roles()
    made = User.objects.create_user(name, email, is_staff=True, **more)
    made.groups.add(Group.objects.get(name=role))
    return made


def a_source(slug: str = "feed", **more: Any) -> Source:
    about = {"name": f"The {slug}", "kind": Source.Kind.USTR_FEED, "url": "https://ustr.gov/", **more}
    return Source.objects.create(slug=slug, **about)


def a_find(number: int, **more: Any) -> DiscoveredDocument:
    source = Source.objects.filter(slug="feed").first() or a_source()
    return DiscoveredDocument.objects.create(
        source=source, url=f"https://ustr.gov/{number}", kind="report", **more
    )


def words(server: Post, number: int = -1) -> str:
    return str(server.taken[number].get_content())


@pytest.mark.django_db
def test_a_mail_says_what_is_new_with_links_and_the_next_only_what_came_since(server: Post) -> None:
    somebody("ada", "ada@example.org")
    first = a_find(1, title="A report\nBcc: x@example.org\r\n.\r\n\u202eSubject: forged")
    assert send_due_digests(NOW) == 1
    (mail,) = server.taken
    assert mail["To"] == "ada@example.org" and mail["Subject"] == "Notorious: 1 new at the desk"
    assert mail["Bcc"] is None and mail.get_content_type() == "text/plain"
    assert f"https://notorious.example/admin/markets/discovereddocument/{first.pk}/change/" in words(server)
    assert "- A report Bcc: x@example.org . Subject: forged" in words(server)
    a_find(2, title="Another")
    assert send_due_digests(NOW + timedelta(hours=5)) == 0, "one a day"
    assert send_due_digests(NOW + DAY) == 1
    assert "Another" in words(server) and "A report" not in words(server)
    assert send_due_digests(NOW + 2 * DAY) == 0 and len(server.taken) == 2, "silent where nothing is new"


@pytest.mark.django_db
def test_only_people_of_the_desk_with_an_address_are_told_each_for_themselves(server: Post) -> None:
    somebody("ada", "ada@example.org")
    somebody("ed", "ed@example.org", "editor")
    somebody("left", "left@example.org", is_active=False)
    somebody("mute", "")
    quiet = somebody("quiet", "quiet@example.org")
    DigestOptOut.objects.create(person=quiet)
    User.objects.create_user("other", "other@example.org", is_staff=True)
    a_find(1)
    server.refuses = {"ed@example.org"}
    assert send_due_digests(NOW) == 1
    server.refuses = set()
    assert send_due_digests(NOW) == 1, "who was refused is told at the next beat"
    assert [mail["To"] for mail in server.taken] == ["ada@example.org", "ed@example.org"]
    assert not DigestNotification.objects.filter(sent_at=None).exists()


@pytest.mark.django_db
def test_what_fails_again_and_again_is_one_thing_until_it_was_well_between(server: Post) -> None:
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
def test_sources_that_are_late_documents_that_failed_and_ones_that_changed_are_told(
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


@pytest.mark.django_db
def test_a_long_list_is_counted_and_all_of_it_counts_as_told(server: Post) -> None:
    somebody("ada", "ada@example.org")
    for number in range(ITEMS_PER_HEADING + 5):
        a_find(number)
    assert send_due_digests(NOW) == 1
    assert "… and 5 more" in words(server) and words(server).count("/change/") == ITEMS_PER_HEADING
    assert send_due_digests(NOW + DAY) == 0


@pytest.mark.django_db
def test_no_server_no_record_and_a_later_try(server: Post, settings: Any) -> None:
    somebody("ada", "ada@example.org")
    a_find(1)
    settings.EMAIL_PORT = 1
    assert send_due_digests(NOW) == 0 and not DigestNotification.objects.exists()
    settings.EMAIL_PORT = server.port
    assert send_due_digests(NOW) == 1


@pytest.mark.django_db
def test_a_server_that_hangs_up_may_have_taken_the_mail_so_it_is_not_sent_again(
    server: Post, client: Client
) -> None:
    ada = somebody("ada", "ada@example.org")
    a_find(1)
    server.hangs_up = True
    assert send_due_digests(NOW) == 0 and len(server.taken) == 1
    server.hangs_up = False
    assert send_due_digests(NOW + DAY) == 0 and len(server.taken) == 1
    client.force_login(ada)
    assert "may not have reached you" in client.get("/admin/digest/").content.decode()


class Killed(BaseException):
    """What nothing of ours catches, as nothing catches SIGKILL."""


@pytest.mark.parametrize("step", ["open", "send_messages"])
@pytest.mark.django_db
def test_what_breaks_off_between_record_and_mail_never_sends_twice(
    step: str, server: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody("ada", "ada@example.org")
    a_find(1)

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as broken, pytest.raises(Killed):
        broken.setattr(f"django.core.mail.backends.smtp.EmailBackend.{step}", killed)
        send_due_digests(NOW)
    assert DigestNotification.objects.filter(sent_at=None).count() == 1
    assert send_due_digests(NOW) == send_due_digests(NOW + DAY) == 0 and not server.taken


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_a_process_killed_when_the_server_has_the_mail_never_sends_it_twice(server: Post) -> None:
    somebody("ada", "ada@example.org")
    a_find(1)
    tell = (
        "import django; django.setup(); from notorious.notifications import digest; digest.send_due_digests()"
    )
    given = environment(
        EMAIL_URL=f"smtp://127.0.0.1:{server.port}", DJANGO_SETTINGS_MODULE="notorious.settings"
    )
    process = subprocess.Popen([sys.executable, "-c", tell], env=given, cwd=settings_of_django.BASE_DIR)
    server.on_taking = process.kill
    assert process.wait(30) == -signal.SIGKILL and len(server.taken) == 1
    assert DigestNotification.objects.filter(sent_at=None).count() == 1
    server.on_taking = lambda: None
    assert (
        subprocess.run([sys.executable, "-c", tell], env=given, cwd=settings_of_django.BASE_DIR).returncode
        == 0
    )
    assert send_due_digests(timezone.now() + DAY) == 0 and len(server.taken) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_once(server: Post) -> None:
    somebody("ada", "ada@example.org")
    a_find(1)

    def work(_: int) -> int:
        try:
            return send_due_digests(NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(work, range(4))) == 1
    assert len(server.taken) == 1


@pytest.mark.django_db
def test_the_database_itself_lets_nobody_be_told_twice() -> None:
    ada = somebody("ada", "ada@example.org")
    DigestNotification.objects.create(person=ada, item="finds 1")
    with pytest.raises(IntegrityError), transaction.atomic():
        DigestNotification.objects.create(person=ada, item="finds 1")


def test_the_day_of_a_digest_begins_at_the_hour_that_is_set(settings: Any) -> None:
    settings.DIGEST_AT = time(7, 30)
    assert find_period_start(NOW) == datetime(2031, 1, 14, 7, 30, tzinfo=UTC)
    assert find_period_start(NOW - timedelta(hours=2)) == datetime(2031, 1, 13, 7, 30, tzinfo=UTC)
    settings.DIGEST_AT = None
    assert find_period_start(NOW) is None


@pytest.mark.django_db
def test_a_clock_that_was_set_back_silences_nobody(server: Post) -> None:
    somebody("ada", "ada@example.org")
    a_find(1)
    send_due_digests(NOW + 365 * DAY)
    a_find(2)
    assert send_due_digests(NOW) == 1 and len(server.taken) == 2


@pytest.mark.django_db
def test_the_desk_says_whether_mail_comes_and_each_switches_it_off_for_themselves(
    client: Client, settings: Any
) -> None:
    ada, bob = somebody("ada", "ada@example.org"), somebody("bob", "")
    client.force_login(ada)
    settings.EMAIL_URL = ""
    assert "no mail server is set (EMAIL_URL)" in client.get("/admin/queue/").content.decode()
    settings.EMAIL_URL = "smtp://127.0.0.1"
    assert "is sent to ada@example.org" in client.get("/admin/queue/").content.decode()
    client.post("/admin/digest/", {"mail": "off"})
    assert [each.person for each in DigestOptOut.objects.all()] == [ada]
    assert "you have turned it off" in client.get("/admin/digest/").content.decode()
    client.post("/admin/digest/", {"mail": "on"})
    assert not DigestOptOut.objects.exists()
    client.force_login(bob)
    assert "your account has no e-mail address" in client.get("/admin/digest/").content.decode()


@pytest.mark.parametrize(
    ("url", "means"),
    [
        ("", ("", 25, "", "", False, False)),
        ("smtp://127.0.0.1:2525", ("127.0.0.1", 2525, "", "", False, False)),
        ("smtp+tls://us%40x:p%2Fw@mail.example", ("mail.example", 587, "us@x", "p/w", True, False)),
        ("smtps://u:p@mail.example", ("mail.example", 465, "u", "p", False, True)),
    ],
)
def test_a_mail_server_is_named_by_one_address(url: str, means: tuple[object, ...]) -> None:
    assert parse_email_url(url) == means


@pytest.mark.parametrize(
    "url", ["smtp://u:p@mail.example", "http://mail.example", "mail.example", "smtps://"]
)
def test_a_mail_server_that_cannot_be_read_or_takes_a_password_in_the_open_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        parse_email_url(url)


def test_the_digest_is_due_by_beat() -> None:
    assert celery.app.conf.beat_schedule["digest"]["task"] == tasks.digest.name
