"""Failed attempts lock an account and an address, each by itself, and nobody else."""

import datetime
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from notorious.models import AccessRecord
from tests.notorious.accounts.conftest import DESK, PASSWORD, Person, sign_in

SENTENCE = b"Too many failed attempts to sign in"
People = Callable[..., Person]


MANY = 7


@pytest.fixture(autouse=True)
def _few_are_many(settings: Any) -> None:
    """Not the twenty of every day, so that the tests ask less."""
    assert settings.SIGN_IN_FAILURES == {"account": 5, "address": 20}
    settings.SIGN_IN_FAILURES = {"account": 5, "address": MANY}


def fail(name: str, times: int, start: int = 1, **more: Any) -> list[int]:
    """Wrong passwords, each from another address of a network unless one is given, and another browser."""
    statuses = []
    for turn in range(times):
        address = more.get("address", f"198.51.100.{start + turn}")
        answer = sign_in(name, "wrong", REMOTE_ADDR=address, HTTP_USER_AGENT=f"browser {turn}")
        statuses.append(answer.status_code)
    return statuses


def gets_in(name: str, address: str = "203.0.113.9", **more: Any) -> bool:
    client = Client()
    sign_in(name, client=client, REMOTE_ADDR=address, **more)
    return client.get(DESK).status_code == 200


def test_rotated_addresses_do_not_get_round_the_lock_of_an_account(known: People) -> None:
    known("ann"), known("bob")
    assert fail("ann", 5) == [200, 200, 200, 200, 429]
    answer = sign_in("ann", REMOTE_ADDR="203.0.113.1")
    assert answer.status_code == 429
    assert SENTENCE in answer.content
    assert 0 < int(answer["Retry-After"]) <= 15 * 60
    assert gets_in("bob"), "the lock is of one account"


def test_one_address_does_not_try_many_accounts(known: People) -> None:
    known("ann")
    spray = [fail(f"user{turn}", 1, address="198.51.100.7")[0] for turn in range(MANY)]
    assert spray == [200] * (MANY - 1) + [429]
    assert not gets_in("ann", "198.51.100.7")
    assert gets_in("ann"), "the lock is of one address"


def test_the_neighbours_in_a_network_of_ipv6_are_one_address(known: People) -> None:
    known("ann")
    for turn in range(MANY):
        fail(f"user{turn}", 1, address=f"2001:db8:1:2::{turn + 1:x}")
    assert not gets_in("ann", "2001:db8:1:2:ffff::1")
    assert gets_in("ann", "2001:db8:1:3::1")


def test_a_header_that_the_client_sends_is_not_believed(known: People, settings: Any) -> None:
    known("ann")
    for turn in range(MANY):
        sign_in(f"user{turn}", "wrong", REMOTE_ADDR="198.51.100.7", HTTP_X_FORWARDED_FOR=f"192.0.2.{turn}")
    assert not gets_in("ann", "198.51.100.7", HTTP_X_FORWARDED_FOR="192.0.2.99")
    # Behind one proxy: what it wrote itself is last, and what the client wrote before that is nothing.
    settings.TRUSTED_PROXIES = 1
    for turn in range(MANY):
        header = f"192.0.2.{turn}, 198.51.100.8"
        sign_in(f"user{turn}", "wrong", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=header)
    assert not gets_in("ann", "10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.99, 198.51.100.8")
    assert gets_in("ann", "10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.8, 198.51.100.9")


def test_the_refusal_is_the_same_whether_there_is_such_an_account_or_not(known: People) -> None:
    known("ann")
    pages = []
    for name in ("ann", "nobody"):
        assert fail(name, 5)[-1] == 429
        AccessAttempt.objects.update(attempt_time=timezone.now())
        client = Client()
        client.get("/admin/login/")
        right, wrong = (sign_in(name, each, REMOTE_ADDR="203.0.113.1") for each in (PASSWORD, "wrong"))
        assert right.content == wrong.content
        assert (right.status_code, right["Cache-Control"]) == (429, "no-store")
        pages.append(right.content)
    assert pages[0] == pages[1]


def test_a_lock_ends_by_itself_and_what_is_tried_meanwhile_does_not_prolong_it(known: People) -> None:
    known("ann")
    fail("ann", 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - datetime.timedelta(minutes=14, seconds=50))
    answer = sign_in("ann", "wrong", REMOTE_ADDR="203.0.113.1")
    assert (answer.status_code, int(answer["Retry-After"]) <= 10) == (429, True)
    AccessAttempt.objects.update(attempt_time=timezone.now() - datetime.timedelta(minutes=15, seconds=1))
    assert gets_in("ann")


def test_success_begins_the_count_of_the_account_again(known: People) -> None:
    known("ann")
    for _ in range(2):
        assert fail("ann", 4) == [200] * 4
        assert gets_in("ann")


def test_success_with_an_account_of_ones_own_clears_no_other_count(known: People) -> None:
    known("ann"), known("mallory")
    here = "198.51.100.7"
    assert fail("ann", 4, address=here) == [200] * 4
    assert gets_in("mallory", here)
    assert fail("ann", 1, address=here) == [429]
    assert gets_in("mallory", here)
    assert fail("bob", 1, address=here) == [200]
    assert gets_in("mallory", here)
    assert fail("bob", 1, address=here) == [429]
    assert not gets_in("mallory", here)


@pytest.mark.parametrize("name", ["", "\x00", "é" * 300, "a" * 5000, "'; --", "\u202eadmin", "ＡＮＮ"])
def test_a_hostile_name_is_refused_like_any_other(known: People, name: str) -> None:
    answer = sign_in(name, "wrong", HTTP_USER_AGENT="x" * 3000, REMOTE_ADDR="no address")
    assert answer.status_code == 200


def test_an_editor_lets_in_again_and_the_record_says_so(known: People) -> None:
    known("ann"), known("ed", "editor"), known("cur", "curator")
    fail("ann", 5)
    again = {"do": "unlock", "kind": "account", "who": "ann"}
    for name, status in (("cur", 403), ("ed", 200)):
        client = Client()
        sign_in(name, client=client)
        page = client.get("/admin/people/")
        assert page.status_code == status
        assert client.post("/admin/people/", again).status_code == (302 if status == 200 else 403)
    assert b"The account ann" in page.content
    assert b"Failed sign-ins" not in page.content, "who came from where is for superusers"
    assert gets_in("ann")
    record = AccessRecord.objects.get()
    assert (record.what, record.who, record.by) == (
        "unlocked",
        "ann",
        client.get("/admin/people/").wsgi_request.user,
    )


def test_a_command_lets_in_whom_nobody_at_the_desk_can(known: People) -> None:
    known("root", is_superuser=True)
    fail("root", 5)
    fail("other", 5, address="198.51.100.77")
    call_command("unlock_account", "root", stdout=StringIO())
    call_command("unlock_account", "198.51.100.77", stdout=StringIO())
    assert gets_in("root")
    assert list(AccessRecord.objects.values_list("who", "by", "note").order_by("pk")) == [
        ("root", None, "by a command"),
        ("198.51.100.77", None, "by a command"),
    ]
    with pytest.raises(CommandError, match="is not locked"):
        call_command("unlock_account", "root", stdout=StringIO())


def test_who_came_and_who_failed_is_seen_by_superusers_and_forgotten_in_time(known: People) -> None:
    known("root", is_superuser=True)
    fail("root", 2, start=40)
    for log in (AccessLog, AccessFailureLog):
        log.objects.create(
            username="long ago", ip_address="192.0.2.1", path_info="/", user_agent="", http_accept="",
        )  # fmt: skip
        log.objects.filter(username="long ago").update(
            attempt_time=timezone.now() - datetime.timedelta(days=91)
        )
    client = Client()
    sign_in("root", client=client, REMOTE_ADDR="203.0.113.50")
    page = client.get("/admin/people/").content.decode()
    assert "root from 198.51.100.40" in page
    assert "root from 203.0.113.50" in page
    assert "long ago" not in page


def test_no_password_that_was_typed_is_kept(known: People) -> None:
    known("ann")
    sign_in("ann", "nearly my password")
    kept = AccessAttempt.objects.get()
    assert "nearly" not in f"{kept.post_data}{kept.get_data}{AccessFailureLog.objects.get().__dict__}"


def test_the_lock_asks_nothing_of_valkey(known: People, settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    known("ann")
    assert gets_in("ann")
    assert fail("ann", 5)[-1] == 429
    assert not gets_in("ann")
