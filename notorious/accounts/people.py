"""`/admin/people/`: who works at the desk, who is locked out, and what was done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from axes.models import AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django_otp.plugins.otp_totp.models import TOTPDevice

from markets.admin.rules import carry_out, person
from markets.curation.refusal import Refusal, action
from notorious.accounts.locks import Lock, forget, locks
from notorious.accounts.lost import forget_wrong_codes, take_away, throttled
from notorious.models import AccessRecord

LET_IN_AGAIN = "notorious.let_in_again"
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the staff, with what opens the desk to them."""

    user: User
    phone_since: datetime | None
    last_used: datetime | None
    wrong_codes: int


def page(request: HttpRequest) -> HttpResponse:
    """Editors let in again; superusers see besides who came and who failed, and take a lost phone away."""
    user = person(request)
    if not user.has_perm(LET_IN_AGAIN):
        raise PermissionDenied
    if request.method == "POST":
        _act(request, user)
        return HttpResponseRedirect(request.path)
    context = {
        **admin.site.each_context(request),
        "title": "Who gets in",
        "locks": _locks(),
        "members": _members(),
    }
    if user.is_superuser:
        context |= {
            "records": AccessRecord.objects.select_related("by")[:SHOWN],
            "came": AccessLog.objects.order_by("-attempt_time")[:SHOWN],
            "failed": AccessFailureLog.objects.order_by("-attempt_time")[:SHOWN],
        }
    return TemplateResponse(request, "admin/people.html", context)


def _act(request: HttpRequest, user: User) -> None:
    kind, who = request.POST.get("kind", ""), request.POST.get("who", "")
    if request.POST.get("do") == "let in again":
        carry_out(request, f"{who} may try again.", partial(let_in_again, kind, who, by=user))
    elif request.POST.get("do") == "phone lost":
        account = User.objects.filter(username=who).first()
        if account is not None:
            done = f"{who} signs in with the password alone, and adds a new phone."
            why = request.POST.get("why", "")
            carry_out(request, done, partial(take_away, account, by=user, why=why))


@action(LET_IN_AGAIN)
def let_in_again(kind: str, who: str, *, by: User | None) -> None:
    """Ends the lock of an "account", wrong codes included, or of an "address". Raises Refusal where there is none."""
    open_again(kind, who, by=by)


def open_again(kind: str, who: str, *, by: User | None, note: str = "") -> None:
    """The same, for whoever runs commands on the machine (`by` None)."""
    if kind not in ("account", "address"):
        raise Refusal("An account or an address is let in again.")
    forgotten = forget(kind, who) + (forget_wrong_codes(who) if kind == "account" else 0)
    if not forgotten:
        raise Refusal(f"{who} is not locked: nothing was tried of late.")
    AccessRecord.objects.create(what=AccessRecord.What.UNLOCKED, who=who, by=by, note=note or kind)


def _locks() -> list[Lock]:
    """Those after wrong passwords, and those after wrong codes."""
    found = locks()
    names = {lock.who for lock in found if lock.kind == "account"}
    return found + [Lock("account", who, until) for who, until in throttled() if who not in names]


def _members() -> list[Member]:
    phones = {phone.user_id: phone for phone in TOTPDevice.objects.filter(confirmed=True)}
    return [
        Member(
            user,
            phone.created_at if phone else None,
            phone.last_used_at if phone else None,
            phone.throttling_failure_count if phone else 0,
        )
        for user in User.objects.filter(is_staff=True, is_active=True).order_by("username")
        for phone in [phones.get(user.pk)]
    ]
