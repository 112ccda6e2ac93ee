"""What is done for whoever cannot give a code: a lost phone is taken away, wrong codes are forgotten."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from markets.curation.refusal import Refusal
from notorious.accounts.phones import drop_phone, phone_of, record
from notorious.models import AccessRecord


def take_away(account: User, *, by: User | None, why: str) -> None:
    """The phone is lost: its codes count no more, and whoever is signed in to the account is put out.

    `by` is a superuser, and another than the account; None for a command on the machine. Raises Refusal.
    """
    if by is not None and not (by.is_active and by.is_superuser):
        raise Refusal("Only a superuser takes a second factor away.")
    if by == account:
        raise Refusal("Another superuser does this, or a code: nobody takes their own second factor away.")
    if not why.strip():
        raise Refusal("Say why: it is kept with the record.")
    if phone_of(account) is None:
        raise Refusal(f"{account} has no second factor.")
    with transaction.atomic():
        drop_phone(account)
        end_sessions(account)
        record(AccessRecord.What.TAKEN_AWAY, account, by=by, note=why.strip()[:600])


def throttled() -> list[tuple[str, datetime]]:
    """Whose codes are not looked at for now, after wrong ones, and until when; each once."""
    found: dict[str, datetime] = {}
    for model in (TOTPDevice, StaticDevice):
        for device in model.objects.filter(throttling_failure_count__gt=0).select_related("user"):
            allowed, why = device.verify_is_allowed()
            if not allowed:
                name = device.user.get_username()
                found[name] = max(why["locked_until"], found.get(name, why["locked_until"]))
    return sorted(found.items())


def forget_wrong_codes(name: str) -> int:
    """The account's next code is looked at; returns of how many devices wrong ones were forgotten."""
    none = {"throttling_failure_count": 0, "throttling_failure_timestamp": None}
    return sum(
        model.objects.filter(user__username=name, throttling_failure_count__gt=0).update(**none)
        for model in (TOTPDevice, StaticDevice)
    )


def end_sessions(account: User) -> None:
    """Signs the account out everywhere. Few people have sessions, so each is looked into."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.get_decoded().get("_auth_user_id") == str(account.pk):
            session.delete()
