"""The same tried many times at one moment: real transactions, each in a thread of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from axes.models import AccessFailureLog
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from notorious.models import AccessRecord
from tests.notorious.accounts.conftest import CODE, DESK, FACTOR, Person, sign_in

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
MANY = 8


def at_once(act: Callable[[int], int]) -> list[int]:
    """What each of many got that began at the same moment."""
    ready = Barrier(MANY)

    def one(number: int) -> int:
        try:
            ready.wait(10)
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(one, range(MANY)))


def halves(name: str) -> list[Client]:
    clients = [Client() for _ in range(MANY)]
    for client in clients:
        assert sign_in(name, client=client).status_code == 302
    return clients


def open_ones(clients: list[Client]) -> int:
    return sum(client.get(DESK).status_code == 200 for client in clients)


def test_one_code_opens_one_of_many_sessions(ed: Person) -> None:
    clients, code = halves("ed"), ed.code()
    at_once(lambda number: clients[number].post(CODE, {"code": code}).status_code)
    assert open_ones(clients) == 1


def test_one_recovery_code_opens_one_of_many_sessions(ed: Person) -> None:
    clients = halves("ed")
    at_once(lambda number: clients[number].post(CODE, {"code": ed.codes[0]}).status_code)
    assert open_ones(clients) == 1
    assert AccessRecord.objects.filter(what="code_used").count() == 1


def test_one_phone_is_added_by_many_sessions(known: Callable[..., Person]) -> None:
    ann = known("ann")
    clients = halves("ann")
    ann.enrol(clients[0])
    TOTPDevice.objects.all().delete()
    for client in clients:
        session = client.session
        session["new_authenticator"] = ann.key.hex()
        session.save()
    at_once(lambda number: clients[number].post(FACTOR, {"do": "add", "code": ann.code()}).status_code)
    assert TOTPDevice.objects.filter(user=ann.user).count() == 1


def test_a_burst_of_passwords_is_counted_and_ends_in_the_lock(known: Callable[..., Person]) -> None:
    known("ann")
    burst = at_once(
        lambda number: sign_in("ann", "wrong", REMOTE_ADDR=f"198.51.100.{number % 2}").status_code
    )
    assert set(burst) <= {200, 429}
    assert AccessFailureLog.objects.count() <= MANY
    assert sign_in("ann").status_code == 429
    assert User.objects.get().last_login is None
