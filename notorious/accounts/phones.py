"""The second factor: a phone that shows codes, and recovery codes for the day it is lost."""

from __future__ import annotations

import hashlib
import math
import re
import secrets
import time
from base64 import b32encode, urlsafe_b64encode
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from markets.curation.refusal import Refusal
from notorious.models import AccessRecord

CODES = 10
WRONG = "This code is not right, or was used already. The phone shows a new one every 30 seconds."
What = AccessRecord.What


class TooSoon(Refusal):
    """After wrong codes: the next one is looked at in `seconds`, which double with each (django_otp)."""

    def __init__(self, seconds: int) -> None:
        wait = f"{seconds} seconds" if seconds < 120 else f"{math.ceil(seconds / 60)} minutes"
        super().__init__(f"There were wrong codes: the next one can be given in {wait}.")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class NewPhone:
    """A secret that is shown to be taken up. It stays with the session until a code proves that it was: kept for
    the account, it could be read by another session, before the owner's phone takes it up."""

    account: str
    key: str  # hex, as django_otp has it

    @property
    def secret(self) -> str:
        """As one types it, in groups of four."""
        return " ".join(re.findall("....", b32encode(bytes.fromhex(self.key)).decode()))

    @property
    def address(self) -> str:
        """What the picture says to the phone."""
        return str(TOTPDevice(user=User(username=self.account), key=self.key).config_url)


def phone_of(user: User) -> TOTPDevice | None:
    """The phone whose codes are asked for."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).order_by("pk").first()


def codes_left(user: User) -> int:
    """How many recovery codes are unused."""
    return StaticToken.objects.filter(device__user=user).count()


def add_phone(user: User, new: NewPhone, code: str) -> tuple[TOTPDevice, list[str]]:
    """The phone, whose code is asked for from now on, and its recovery codes, which are told this once.

    Raises Refusal where the code is not the phone's, or where there is a phone already: the second step comes first.
    """
    device = TOTPDevice(user=user, name="phone", key=new.key, confirmed=True)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time()
    given = _plain(code)
    if not re.fullmatch("[0-9]{6}", given) or not totp.verify(int(given), device.tolerance):
        raise Refusal(
            "This is not the code that the phone shows now. Take up the picture, and type its six figures."
        )
    device.last_t, device.drift = totp.t(), totp.drift  # the code that was just given opens nothing more
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if phone_of(user) is not None:
            raise Refusal("There is a phone already: sign in with its code first.")
        device.save()
        record(What.ADDED, user, by=user)
        codes = _new_codes(user)
    return device, codes


def check(user: User, code: str) -> TOTPDevice | StaticDevice:
    """What the code is of: the phone, or the recovery codes, of which it is then one less.

    Raises TooSoon after wrong ones, and Refusal for a wrong one or one that was used.
    """
    given = _plain(code)
    model = TOTPDevice if re.fullmatch("[0-9]{6}", given) else StaticDevice
    with transaction.atomic():  # it is left in good order: a failure that is counted has to stay
        device = model.objects.select_for_update().filter(user=user, confirmed=True).order_by("pk").first()
        refusal = _refusal(device, given)
        if refusal is None and isinstance(device, StaticDevice):
            record(What.CODE_USED, user, by=user, note=f"{codes_left(user)} left")
    if refusal is not None or device is None:
        raise refusal or Refusal(WRONG)
    return device


def _refusal(device: TOTPDevice | StaticDevice | None, given: str) -> Refusal | None:
    if device is None:
        return Refusal(WRONG)
    allowed, why = device.verify_is_allowed()
    if not allowed:
        return TooSoon(max(1, math.ceil((why["locked_until"] - timezone.now()).total_seconds())))
    right = device.verify_token(given if isinstance(device, TOTPDevice) else _kept(given))
    return None if right else Refusal(WRONG)


def new_codes(user: User, code: str) -> list[str]:
    """Recovery codes in the place of those before; they are told this once. Raises Refusal for a wrong code."""
    check(user, code)
    with transaction.atomic():
        codes = _new_codes(user)
        record(What.CODES_MADE, user, by=user)
    return codes


def remove_phone(user: User, code: str) -> None:
    """The owner's own removal, which takes a code of the phone or a recovery code. Raises Refusal."""
    check(user, code)
    with transaction.atomic():
        drop_phone(user)
        record(What.REMOVED, user, by=user)


def _new_codes(user: User) -> list[str]:
    # The same device: who has signed in with one of its codes stays signed in.
    device, _ = StaticDevice.objects.get_or_create(user=user, name="recovery codes", confirmed=True)
    device.token_set.all().delete()
    codes = [b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_kept(code)) for code in codes)
    return ["-".join(re.findall("....", code)) for code in codes]


def drop_phone(user: User) -> None:
    """Neither phone nor recovery codes count any more."""
    for model in (TOTPDevice, StaticDevice):
        model.objects.filter(user=user).delete()


def _plain(code: str) -> str:
    return re.sub(r"[\s-]", "", code).lower()


def _kept(code: str) -> str:
    """What is kept of a recovery code: 80 bits of chance need no salt and no slow hash, and a backup tells none."""
    return urlsafe_b64encode(hashlib.sha256(code.encode(errors="replace")).digest()[:12]).decode()


def record(what: AccessRecord.What, account: User, *, by: User | None, note: str = "") -> None:
    """Keeps for ever what was done, about whom, and by whom (None: by a command on the machine)."""
    AccessRecord.objects.create(what=what, who=account.get_username(), by=by, note=note)
