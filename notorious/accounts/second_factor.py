"""The second factor: an authenticator app (TOTP), and recovery codes for the day it is lost."""

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

RECOVERY_CODES = 10
WRONG_CODE = "This code is not right, or was used already. The app shows a new one every 30 seconds."
What = AccessRecord.What


class Throttled(Refusal):
    """After wrong codes the next one is checked in `seconds`, which double with each (django_otp)."""

    def __init__(self, seconds: int) -> None:
        wait = f"{seconds} seconds" if seconds < 120 else f"{math.ceil(seconds / 60)} minutes"
        super().__init__(f"There were wrong codes: you can enter the next one in {wait}.")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class NewAuthenticator:
    """A secret that is shown to be scanned.

    The session keeps it until a code proves that it was. Kept with the account, another session could read it first.
    """

    account: str
    key: str  # hex, as django_otp has it

    @property
    def secret(self) -> str:
        """Return it as it is typed, in groups of four."""
        return " ".join(re.findall("....", b32encode(bytes.fromhex(self.key)).decode()))

    @property
    def address(self) -> str:
        """Return what the QR code contains."""
        return str(TOTPDevice(user=User(username=self.account), key=self.key).config_url)


def get_authenticator(user: User) -> TOTPDevice | None:
    """Return the authenticator app whose codes the account needs."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).order_by("pk").first()


def count_recovery_codes(user: User) -> int:
    """Return the number of unused recovery codes."""
    return StaticToken.objects.filter(device__user=user).count()


def add_authenticator(user: User, new: NewAuthenticator, code: str) -> tuple[TOTPDevice, list[str]]:
    """Return the app's device and its recovery codes, which are shown this once.

    Raise Refusal if the code is not the app's, or if the account has an app already.
    """
    device = TOTPDevice(user=user, name="authenticator app", key=new.key, confirmed=True)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time()
    given = _normalize_code(code)
    if not re.fullmatch("[0-9]{6}", given) or not totp.verify(int(given), device.tolerance):
        raise Refusal(
            "This is not the code that the app shows now. Scan the QR code, and enter the six digits."
        )
    device.last_t, device.drift = totp.t(), totp.drift  # the code cannot be used again
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if get_authenticator(user) is not None:
            raise Refusal("There is an authenticator app already: sign in with its code first.")
        device.save()
        record_access(What.ADDED, user, by=user)
        codes = _make_recovery_codes(user)
    return device, codes


def verify_code(user: User, code: str) -> TOTPDevice | StaticDevice:
    """Return the device that the code belongs to; a recovery code is used up.

    Raise Throttled after wrong codes, and Refusal for a wrong one or one that was used.
    """
    given = _normalize_code(code)
    model = TOTPDevice if re.fullmatch("[0-9]{6}", given) else StaticDevice
    with transaction.atomic():  # no exception leaves it: the count of failures must be committed
        device = model.objects.select_for_update().filter(user=user, confirmed=True).order_by("pk").first()
        refusal = _find_refusal(device, given)
        if refusal is None and isinstance(device, StaticDevice):
            record_access(What.CODE_USED, user, by=user, note=f"{count_recovery_codes(user)} left")
    if refusal is not None or device is None:
        raise refusal or Refusal(WRONG_CODE)
    return device


def _find_refusal(device: TOTPDevice | StaticDevice | None, given: str) -> Refusal | None:
    if device is None:
        return Refusal(WRONG_CODE)
    allowed, why = device.verify_is_allowed()
    if not allowed:
        return Throttled(max(1, math.ceil((why["locked_until"] - timezone.now()).total_seconds())))
    valid = device.verify_token(given if isinstance(device, TOTPDevice) else _hash_code(given))
    return None if valid else Refusal(WRONG_CODE)


def renew_recovery_codes(user: User, code: str) -> list[str]:
    """Replace the recovery codes and return them; they are shown this once. Raise Refusal for a wrong code."""
    verify_code(user, code)
    with transaction.atomic():
        codes = _make_recovery_codes(user)
        record_access(What.CODES_MADE, user, by=user)
    return codes


def remove_second_factor(user: User, code: str) -> None:
    """Remove it for its owner, with a code of the app or a recovery code. Raise Refusal."""
    verify_code(user, code)
    with transaction.atomic():
        delete_devices(user)
        record_access(What.REMOVED, user, by=user)


def _make_recovery_codes(user: User) -> list[str]:
    # The same device: sessions that signed in with one of its codes stay signed in.
    device, _ = StaticDevice.objects.get_or_create(user=user, name="recovery codes", confirmed=True)
    device.token_set.all().delete()
    codes = [b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_hash_code(code)) for code in codes)
    return ["-".join(re.findall("....", code)) for code in codes]


def delete_devices(user: User) -> None:
    """Delete the authenticator app and the recovery codes."""
    for model in (TOTPDevice, StaticDevice):
        model.objects.filter(user=user).delete()


def _normalize_code(code: str) -> str:
    return re.sub(r"[\s-]", "", code).lower()


def _hash_code(code: str) -> str:
    """Hash a recovery code. It has 80 random bits, so it needs neither a salt nor a slow hash."""
    return urlsafe_b64encode(hashlib.sha256(code.encode(errors="replace")).digest()[:12]).decode()


def record_access(what: AccessRecord.What, account: User, *, by: User | None, note: str = "") -> None:
    """Record what was done, to which account, and by whom (None: by a management command)."""
    AccessRecord.objects.create(what=what, who=account.get_username(), by=by, note=note)
