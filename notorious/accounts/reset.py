"""Help for people who cannot give a code: reset their second factor, or clear their wrong codes."""

from datetime import datetime

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from markets.curation.refusal import Refusal
from notorious.accounts.second_factor import delete_devices, get_authenticator, record_access
from notorious.models import AccessRecord


def reset_second_factor(account: User, *, by: User | None, reason: str) -> None:
    """Delete the account's second factor and sign it out everywhere.

    `by` is another superuser, or None for a management command. Raise Refusal.
    """
    if by is not None and not (by.is_active and by.is_superuser):
        raise Refusal("Only a superuser can reset two-step sign-in.")
    if by == account:
        raise Refusal(
            "You cannot reset your own two-step sign-in. Ask another superuser, or remove it with a code."
        )
    if not reason.strip():
        raise Refusal("Give a reason. It is kept with the record.")
    if get_authenticator(account) is None:
        raise Refusal(f"{account} has no two-step sign-in.")
    with transaction.atomic():
        delete_devices(account)
        end_sessions(account)
        record_access(AccessRecord.What.RESET, account, by=by, note=reason.strip()[:600])


def list_throttled() -> list[tuple[str, datetime]]:
    """Return the accounts whose codes are not checked for now, after wrong ones, and until when."""
    found: dict[str, datetime] = {}
    for model in (TOTPDevice, StaticDevice):
        for device in model.objects.filter(throttling_failure_count__gt=0).select_related("user"):
            allowed, why = device.verify_is_allowed()
            if not allowed:
                name = device.user.get_username()
                found[name] = max(why["locked_until"], found.get(name, why["locked_until"]))
    return sorted(found.items())


def clear_wrong_codes(name: str) -> int:
    """Let the account's next code be checked. Return the number of devices with wrong codes."""
    none = {"throttling_failure_count": 0, "throttling_failure_timestamp": None}
    return sum(
        model.objects.filter(user__username=name, throttling_failure_count__gt=0).update(**none)
        for model in (TOTPDevice, StaticDevice)
    )


def end_sessions(account: User) -> None:
    """Sign the account out everywhere."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.get_decoded().get("_auth_user_id") == str(account.pk):
            session.delete()
