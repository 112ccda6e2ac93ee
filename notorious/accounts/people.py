"""`/admin/people/`: who works at the desk, who is locked out, and what was done about it."""

from dataclasses import dataclass
from datetime import datetime

from axes.models import AccessFailureLog, AccessLog
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django_otp.plugins.otp_totp.models import TOTPDevice

from markets.admin.rules import get_person, run_act
from markets.curation.refusal import Refusal, action
from notorious.accounts.locks import ATTEMPT_COLUMNS, SignInLock, clear_failures, list_locks
from notorious.accounts.making import AccountForm, make_account
from notorious.accounts.reset import clear_wrong_codes, list_throttled, reset_second_factor
from notorious.models import AccessRecord

UNLOCK = "notorious.unlock_account"
LOG_ROWS = 50


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person of the staff, and the state of their second factor."""

    user: User
    enrolled_at: datetime | None
    last_used: datetime | None
    wrong_codes: int
    roles: str


def people_page(request: HttpRequest) -> HttpResponse:
    """Editors unlock accounts. Superusers also see the log of sign-ins and reset second factors."""
    user = get_person(request)
    if not user.has_perm(UNLOCK):
        raise PermissionDenied
    if request.method == "POST":
        _act(request, user)
        return HttpResponseRedirect(request.path)
    context = {
        **admin.site.each_context(request),
        "title": "Accounts and sign-ins",
        "locks": _all_locks(),
        "members": _list_staff(),
    }
    if user.is_superuser:
        context |= {
            "form": AccountForm(),
            "records": AccessRecord.objects.select_related("by")[:LOG_ROWS],
            "sign_ins": AccessLog.objects.order_by("-attempt_time")[:LOG_ROWS],
            "failures": AccessFailureLog.objects.order_by("-attempt_time")[:LOG_ROWS],
        }
    return TemplateResponse(request, "admin/people.html", context)


def _act(request: HttpRequest, user: User) -> None:
    kind, who = request.POST.get("kind", ""), request.POST.get("who", "")
    if request.POST.get("do") == "create":
        form = AccountForm(request.POST)
        if form.is_valid():
            name = form.cleaned_data["username"]
            try:
                password = create_account(**form.cleaned_data, by=user)
            except Refusal as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(
                    request, f"{name} can sign in with the password {password} (shown this once)."
                )
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
    elif request.POST.get("do") == "unlock":
        run_act(request, f"{who} can sign in again.", unlock_account, kind, who)
    elif request.POST.get("do") == "reset":
        account = User.objects.filter(username=who).first()
        if account is not None:
            done = f"{who} signs in with the password alone, and adds a new authenticator app."
            reason = request.POST.get("why", "")
            run_act(request, done, reset_second_factor, account, reason=reason)


@action("auth.add_user")
def create_account(username: str, role: str, full_name: str, *, by: User) -> str:
    """Create an account with a role; return its password. Raise Refusal where the name is taken."""
    return make_account(username, role, full_name)


@action(UNLOCK)
def unlock_account(kind: str, who: str, *, by: User | None) -> None:
    """Unlock an account or a network address after failed sign-ins. Raise Refusal if it is not locked."""
    unlock(kind, who, by=by)


def unlock(kind: str, who: str, *, by: User | None, note: str = "") -> None:
    """Do the same for a management command (`by` is None)."""
    if kind not in ATTEMPT_COLUMNS:
        raise Refusal("Only an account or an address can be unlocked.")
    cleared = clear_failures(kind, who) + (clear_wrong_codes(who) if kind == "account" else 0)
    if not cleared:
        raise Refusal(f"{who} is not locked: there were no recent attempts.")
    AccessRecord.objects.create(what=AccessRecord.What.UNLOCKED, who=who, by=by, note=note or kind)


def _all_locks() -> list[SignInLock]:
    """Return the locks after wrong passwords and those after wrong codes."""
    found = list_locks()
    names = {lock.who for lock in found if lock.kind == "account"}
    throttled = [(who, until) for who, until in list_throttled() if who not in names]
    return found + [SignInLock("account", who, until) for who, until in throttled]


def _list_staff() -> list[StaffMember]:
    devices = {device.user_id: device for device in TOTPDevice.objects.filter(confirmed=True)}
    return [
        StaffMember(
            user,
            device.created_at if device else None,
            device.last_used_at if device else None,
            device.throttling_failure_count if device else 0,
            "administrator" if user.is_superuser else ", ".join(each.name for each in user.groups.all()),
        )
        for user in User.objects.filter(is_staff=True, is_active=True)
        .prefetch_related("groups")
        .order_by("username")
        for device in [devices.get(user.pk)]
    ]
