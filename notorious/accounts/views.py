"""`/admin/code/`, the second step of signing in, and `/admin/second-factor/`, where it is set up."""

import django_otp
import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from markets.admin.rules import get_person
from markets.curation.refusal import Refusal
from notorious.accounts.middleware import SignInStep
from notorious.accounts.second_factor import (
    NewAuthenticator,
    Throttled,
    add_authenticator,
    count_recovery_codes,
    get_authenticator,
    remove_second_factor,
    renew_recovery_codes,
    verify_code,
)

NEW_APP = "new_authenticator"
"""The session's key for the secret of an authenticator app that is being added."""


@never_cache
@sensitive_post_parameters()
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and give the session a new key with it."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    next_page = _next_page(request)
    if request.sign_in_step != SignInStep.CODE:  # type: ignore[attr-defined]
        return HttpResponseRedirect(next_page)
    context: dict[str, object] = {"title": "Two-step sign-in", "next": next_page}
    if request.method != "POST":
        return render(request, "admin/second_step.html", context)
    try:
        device = verify_code(get_person(request), request.POST.get("code", ""))
    except Refusal as refusal:
        return _render_refusal(request, "admin/second_step.html", context, refusal)
    _sign_in_verified(request, device)
    return HttpResponseRedirect(next_page)


@never_cache
@sensitive_post_parameters()
def second_factor(request: HttpRequest) -> HttpResponse:
    """Add an authenticator app, renew the recovery codes, or remove both; each takes a code."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    user, act, code = get_person(request), request.POST.get("do", ""), request.POST.get("code", "")
    try:
        if act == "add":
            return _add_authenticator(request, user, code)
        if act == "codes":
            return _show_codes(request, renew_recovery_codes(user, code))
        if act == "remove":
            remove_second_factor(user, code)
            messages.success(request, "Two-step sign-in is off. You sign in with the password only.")
            return HttpResponseRedirect(reverse("second-factor"))
    except Refusal as refusal:
        return _render_refusal(request, "admin/second_factor.html", _context(request, user), refusal)
    return render(request, "admin/second_factor.html", _context(request, user))


def _add_authenticator(request: HttpRequest, user: User, code: str) -> HttpResponse:
    if NEW_APP not in request.session:
        raise Refusal("The code expired: scan the new one.")
    new = NewAuthenticator(user.get_username(), request.session[NEW_APP])
    device, codes = add_authenticator(user, new, code)
    _sign_in_verified(request, device)
    return _show_codes(request, codes)


def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    context = {"title": "Recovery codes", "codes": codes, "next": _next_page(request), "has_permission": True}
    return render(request, "admin/recovery_codes.html", context)


def _context(request: HttpRequest, user: User) -> dict[str, object]:
    device = get_authenticator(user)
    context: dict[str, object] = {
        "title": "Two-step sign-in",
        "next": _next_page(request),
        "device": device,
        "required": settings.SECOND_FACTOR == "required",
        "has_permission": True,
    }
    if device is not None:
        return context | {"left": count_recovery_codes(user)}
    key = request.session.setdefault(NEW_APP, default_key())
    new = NewAuthenticator(user.get_username(), key)
    qr_code = segno.make(new.address, error="m").svg_data_uri(scale=5, border=4, light="white")
    return context | {"new": new, "qr_code": qr_code}


def _render_refusal(
    request: HttpRequest, template: str, context: dict[str, object], refusal: Refusal
) -> HttpResponse:
    throttled = isinstance(refusal, Throttled)
    answer = render(request, template, {**context, "refusal": str(refusal)}, status=429 if throttled else 200)
    if isinstance(refusal, Throttled):
        answer["Retry-After"] = str(refusal.seconds)
    return answer


def _sign_in_verified(request: HttpRequest, device: TOTPDevice | StaticDevice) -> None:
    request.session.pop(NEW_APP, None)
    request.session.cycle_key()
    django_otp.login(request, device)


def _next_page(request: HttpRequest) -> str:
    """Return the page that the person asked for, unless it is on another site."""
    requested = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        requested, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return requested if safe else reverse("admin:index")
