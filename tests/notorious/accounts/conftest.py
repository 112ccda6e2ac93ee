"""People with passwords, their phones, and the way in as a browser goes it."""

import re
import time
from base64 import b32decode
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from notorious.accounts.second_factor import NewAuthenticator, add_authenticator
from tests.people import PASSWORD, make_person

LOGIN, CODE, FACTOR, DESK = "/admin/login/", "/admin/code/", "/admin/second-factor/", "/admin/"


class Person:
    """An account, and the phone in its owner's hand."""

    def __init__(self, name: str, role: str = "", **more: Any) -> None:
        self.user = make_person(name, role, **more)
        self.codes: list[str] = []
        self.key = b""
        self.looked = time.time()

    def code(self, steps: int = 0) -> str:
        """What the phone showed at first, or that many times 30 seconds later.

        The site takes a code for half a minute longer than it is shown, so within a test it stays the same.
        """
        totp = TOTP(self.key)
        totp.time = self.looked + 30 * steps
        return f"{totp.token():06d}"

    def enrol(self, client: Client) -> None:
        """Adds the phone in a client that the password has opened."""
        secret = re.search(r'id="secret">([A-Z2-7 ]+)<', client.get(FACTOR).content.decode())
        assert secret
        self.key = b32decode(secret[1].replace(" ", ""))
        answer = client.post(FACTOR, {"do": "add", "code": self.code()})
        self.codes = re.findall(r"<li><code>([a-z2-7-]+)</code></li>", answer.content.decode())
        assert len(self.codes) == 10

    def has_a_phone(self) -> None:
        """As if it had been added long ago."""
        new = NewAuthenticator(self.user.username, default_key())
        self.key = bytes.fromhex(new.key)
        self.codes = add_authenticator(self.user, new, self.code())[1]
        self.forgets_its_last_code()

    def forgets_its_last_code(self) -> None:
        """As if half a minute had passed: the code that is shown now was not given yet."""
        TOTPDevice.objects.filter(user=self.user).update(last_t=-1, throttling_failure_count=0)
        StaticDevice.objects.filter(user=self.user).update(throttling_failure_count=0)


def sign_in(name: str, password: str = PASSWORD, client: Client | None = None, **headers: str) -> Any:
    """The answer to the password."""
    client = client or Client()
    return client.post(f"{LOGIN}?next={DESK}", {"username": name, "password": password}, **headers)


@pytest.fixture
def known(db: None) -> Callable[..., Person]:
    """Makes a person of the desk."""
    return Person


@pytest.fixture
def ed(known: Callable[..., Person]) -> Person:
    """Somebody of the staff with a phone, signed in nowhere."""
    person = known("ed")
    person.has_a_phone()
    return person
