"""E-mails under bad conditions: a server that refuses or is away, workers side by side, a worker that is killed."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as project
from django.db import connection
from django.utils import timezone

from notorious.alerts.addresses import encrypt_text, hash_address
from notorious.alerts.models import AlertItem, AlertMail, Follow, Subscriber
from notorious.alerts.sending import delete_old_alerts, send_due_alerts
from tests.mailbox import Mailbox
from tests.markets.polling.processes import environment
from tests.notorious.alerts.conftest import KEY

SEND = "import django; django.setup(); from notorious.alerts import sending; sending.send_due_alerts()"


def _change(text: str = "something changed") -> Follow:
    subscriber, _ = Subscriber.objects.get_or_create(
        address_hash=hash_address("ada@example.org"),
        defaults={"address": encrypt_text("ada@example.org")},
    )
    follow, _ = Follow.objects.get_or_create(
        subscriber=subscriber, kind="search", value="taobao",
        defaults={"frequency": "at_once", "confirmed_at": timezone.now()},
    )  # fmt: skip
    AlertItem.objects.create(follow=follow, key=text, text=text, path="/")
    return follow


def _run_worker(mailbox_port: int, mailbox: Mailbox, hook: str) -> None:
    given = environment(
        EMAIL_URL=f"smtp://127.0.0.1:{mailbox_port}",
        ALERTS_KEY=KEY,
        DJANGO_SETTINGS_MODULE="notorious.settings",
    )
    process = subprocess.Popen([sys.executable, "-c", SEND], env=given, cwd=project.BASE_DIR)
    setattr(mailbox, hook, process.kill)
    assert process.wait(60) == -signal.SIGKILL
    setattr(mailbox, hook, lambda: None)


@pytest.mark.django_db
def test_a_refused_mail_is_tried_again_and_goes_out_once(mailbox: Mailbox) -> None:
    _change()
    mailbox.answer = "451 later"
    now = timezone.now()
    assert send_due_alerts(now) == 0 and send_due_alerts(now) == 0
    assert AlertMail.objects.get().attempts == 1
    mailbox.answer = "250 OK"
    assert send_due_alerts(now + timedelta(minutes=3)) == 1
    assert send_due_alerts(now + timedelta(days=3)) == 0 and len(mailbox.taken) == 1


@pytest.mark.django_db
def test_a_wrong_key_loses_nothing_once_the_right_one_is_back(mailbox: Mailbox, settings: Any) -> None:
    _change()
    now = timezone.now()
    settings.ALERTS_KEY = "another key of the tests, of more than 32 characters"
    assert send_due_alerts(now) == 0 and send_due_alerts(now + timedelta(minutes=3)) == 0
    settings.ALERTS_KEY = ""
    assert send_due_alerts(now + timedelta(hours=1)) == 0
    settings.ALERTS_KEY = KEY
    assert send_due_alerts(now + timedelta(hours=1)) == 1 and len(mailbox.taken) == 1


@pytest.mark.django_db
def test_no_mail_is_kept_longer_than_the_page_of_privacy_says(mailbox: Mailbox) -> None:
    _change()
    send_due_alerts()
    AlertMail.objects.update(sent_at=None)
    AlertItem.objects.update(created_at=timezone.now() - timedelta(days=31))
    AlertMail.objects.update(created_at=timezone.now() - timedelta(days=31))
    delete_old_alerts()
    assert not AlertMail.objects.exists() and not AlertItem.objects.exists()
    assert Subscriber.objects.exists()


@pytest.mark.django_db
def test_a_server_that_is_away_costs_nothing_and_one_that_always_refuses_is_given_up(
    mailbox: Mailbox, settings: Any
) -> None:
    _change()
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    now = timezone.now()
    assert send_due_alerts(now) == 0
    settings.EMAIL_PORT, mailbox.answer = port, "550 never"
    for hours in range(1, 60):
        send_due_alerts(now + timedelta(hours=hours))
    mail = AlertMail.objects.get()
    assert mail.given_up_at and mail.attempts == 9 and not mailbox.taken


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_before_the_text_goes_out_loses_nothing(mailbox: Mailbox, settings: Any) -> None:
    _change()
    _run_worker(settings.EMAIL_PORT, mailbox, "on_recipient")
    assert not mailbox.taken and AlertMail.objects.get().handed_at is None
    assert send_due_alerts() == 0  # the claim of the dead worker still holds
    later = timezone.now() + timedelta(minutes=6)
    assert send_due_alerts(later) == 1 and send_due_alerts(later + timedelta(days=1)) == 0
    assert len(mailbox.taken) == 1 and "something changed" in mailbox.texts()[0]


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_when_the_server_has_the_mail_never_sends_it_twice(
    mailbox: Mailbox, settings: Any
) -> None:
    _change()
    _run_worker(settings.EMAIL_PORT, mailbox, "on_text")
    assert len(mailbox.taken) == 1
    later = timezone.now() + timedelta(minutes=6)
    assert send_due_alerts(later) == 0 and len(mailbox.taken) == 1
    _change("another thing")
    later += timedelta(minutes=11)
    assert send_due_alerts(later) == 1
    text = mailbox.texts()[1]
    assert "another thing" in text and "may not have reached you" in text and "something changed" in text
    _change("a third thing")
    assert send_due_alerts(later) == 0  # several changes within some minutes are one e-mail
    later += timedelta(minutes=11)
    assert send_due_alerts(later) == 1 and "something changed" not in mailbox.texts()[2]


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_send_once(mailbox: Mailbox) -> None:
    _change()

    def work(_: int) -> int:
        try:
            return send_due_alerts()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(work, range(4))) == 1
    assert len(mailbox.taken) == 1
