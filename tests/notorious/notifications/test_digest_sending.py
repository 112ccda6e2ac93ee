"""Whatever breaks off, a mail goes out at most once, and is tried again where it certainly did not."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings as settings_of_django
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from notorious.environment import parse_email_url
from notorious.models import DigestNotification
from notorious.notifications.digest import send_due_digests
from tests.mailbox import Mailbox
from tests.markets.polling.processes import environment
from tests.notorious.notifications.conftest import DAY, NOW, a_find, somebody


@pytest.mark.django_db
def test_no_server_no_record_and_a_later_try(server: Mailbox, settings: Any) -> None:
    somebody("ada", "ada@example.org")
    a_find(1)
    settings.EMAIL_PORT = 1
    assert send_due_digests(NOW) == 0 and not DigestNotification.objects.exists()
    settings.EMAIL_PORT = server.port
    assert send_due_digests(NOW) == 1


@pytest.mark.django_db
def test_a_server_that_hangs_up_may_have_taken_the_mail_so_it_is_not_sent_again(
    server: Mailbox, client: Client
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
    step: str, server: Mailbox, monkeypatch: pytest.MonkeyPatch
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
def test_a_process_killed_when_the_server_has_the_mail_never_sends_it_twice(server: Mailbox) -> None:
    somebody("ada", "ada@example.org")
    a_find(1)
    tell = (
        "import django; django.setup(); from notorious.notifications import digest; digest.send_due_digests()"
    )
    given = environment(
        EMAIL_URL=f"smtp://127.0.0.1:{server.port}", DJANGO_SETTINGS_MODULE="notorious.settings"
    )
    process = subprocess.Popen([sys.executable, "-c", tell], env=given, cwd=settings_of_django.BASE_DIR)
    server.on_text = process.kill
    assert process.wait(30) == -signal.SIGKILL and len(server.taken) == 1
    assert DigestNotification.objects.filter(sent_at=None).count() == 1
    server.on_text = lambda: None
    assert (
        subprocess.run([sys.executable, "-c", tell], env=given, cwd=settings_of_django.BASE_DIR).returncode
        == 0
    )
    assert send_due_digests(timezone.now() + DAY) == 0 and len(server.taken) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_once(server: Mailbox) -> None:
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
def test_the_database_itself_lets_nobody_be_notified_twice() -> None:
    ada = somebody("ada", "ada@example.org")
    DigestNotification.objects.create(person=ada, item="finds 1")
    with pytest.raises(IntegrityError), transaction.atomic():
        DigestNotification.objects.create(person=ada, item="finds 1")


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
