"""The mail that says what waits: what is new, to whom it concerns, and never twice."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from notorious import celery, tasks
from notorious.models import DigestNotification, DigestOptOut
from notorious.notifications.digest import ITEMS_PER_HEADING, find_period_start, send_due_digests
from tests.mailbox import Mailbox
from tests.notorious.notifications.conftest import DAY, NOW, a_find, somebody


@pytest.mark.django_db
def test_a_mail_says_what_is_new_with_links_and_the_next_only_what_came_since(server: Mailbox) -> None:
    somebody("ada", "ada@example.org")
    first = a_find(1, title="A report\nBcc: x@example.org\r\n.\r\n\u202eSubject: forged")
    assert send_due_digests(NOW) == 1
    (mail,) = server.taken
    assert mail["To"] == "ada@example.org" and mail["Subject"] == "Notorious: 1 new at the desk"
    assert mail["Bcc"] is None and mail.get_content_type() == "text/plain"
    assert (
        f"https://notorious.example/admin/markets/discovereddocument/{first.pk}/change/" in server.texts()[-1]
    )
    assert "- A report Bcc: x@example.org . Subject: forged" in server.texts()[-1]
    a_find(2, title="Another")
    assert send_due_digests(NOW + timedelta(hours=5)) == 0, "one a day"
    assert send_due_digests(NOW + DAY) == 1
    assert "Another" in server.texts()[-1] and "A report" not in server.texts()[-1]
    assert send_due_digests(NOW + 2 * DAY) == 0 and len(server.taken) == 2, "silent where nothing is new"


@pytest.mark.django_db
def test_only_people_of_the_desk_with_an_address_are_notified_each_for_themselves(server: Mailbox) -> None:
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
    assert send_due_digests(NOW) == 1, "who was refused gets it at the next beat"
    assert [mail["To"] for mail in server.taken] == ["ada@example.org", "ed@example.org"]
    assert not DigestNotification.objects.filter(sent_at=None).exists()


@pytest.mark.django_db
def test_a_long_list_is_counted_and_all_of_it_counts_as_sent(server: Mailbox) -> None:
    somebody("ada", "ada@example.org")
    for number in range(ITEMS_PER_HEADING + 5):
        a_find(number)
    assert send_due_digests(NOW) == 1
    assert "… and 5 more" in server.texts()[-1] and server.texts()[-1].count("/change/") == ITEMS_PER_HEADING
    assert send_due_digests(NOW + DAY) == 0


def test_the_day_of_a_digest_begins_at_the_hour_that_is_set(settings: Any) -> None:
    settings.DIGEST_AT = time(7, 30)
    assert find_period_start(NOW) == datetime(2031, 1, 14, 7, 30, tzinfo=UTC)
    assert find_period_start(NOW - timedelta(hours=2)) == datetime(2031, 1, 13, 7, 30, tzinfo=UTC)
    settings.DIGEST_AT = None
    assert find_period_start(NOW) is None


@pytest.mark.django_db
def test_a_clock_that_was_set_back_silences_nobody(server: Mailbox) -> None:
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
    assert "this site has no mail server" in client.get("/admin/queue/").content.decode()
    settings.EMAIL_URL = "smtp://127.0.0.1"
    assert "is sent to ada@example.org" in client.get("/admin/queue/").content.decode()
    client.post("/admin/digest/", {"mail": "off"})
    assert [each.person for each in DigestOptOut.objects.all()] == [ada]
    assert "you have turned it off" in client.get("/admin/digest/").content.decode()
    client.post("/admin/digest/", {"mail": "on"})
    assert not DigestOptOut.objects.exists()
    client.force_login(bob)
    assert "your account has no e-mail address" in client.get("/admin/digest/").content.decode()


def test_the_digest_is_due_by_beat() -> None:
    assert celery.app.conf.beat_schedule["digest"]["task"] == tasks.digest.name
