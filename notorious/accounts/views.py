"""`/admin/code/`, the second step of signing in, and `/admin/second-factor/`, where a phone is added or removed."""

from __future__ import annotations

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

from markets.admin.rules import person
from markets.curation.refusal import Refusal
from notorious.accounts.phones import (
    NewPhone,
    TooSoon,
    add_phone,
    check,
    codes_left,
    new_codes,
    phone_of,
    remove_phone,
)
from notorious.accounts.second_step import Step

NEW = "new_phone"
"""Where the session keeps the secret of a phone that is being added."""


@never_cache
@sensitive_post_parameters()
def second_step(request: HttpRequest) -> HttpResponse:
    """Asks for the code. A session becomes another one with it, so that a key from before is worth nothing."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    onward = _onward(request)
    if _step(request) != Step.CODE:
        return HttpResponseRedirect(onward)
    context: dict[str, object] = {"title": "Second step", "next": onward}
    if request.method != "POST":
        return render(request, "admin/second_step.html", context)
    try:
        device = check(person(request), request.POST.get("code", ""))
    except Refusal as refusal:
        return _refused(request, "admin/second_step.html", context, refusal)
    _verified(request, device)
    return HttpResponseRedirect(onward)


@never_cache
@sensitive_post_parameters()
def second_factor(request: HttpRequest) -> HttpResponse:
    """A phone is added, with a code of it; or new recovery codes are made, or it is removed, with a code."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    user, act, code = person(request), request.POST.get("do", ""), request.POST.get("code", "")
    try:
        if act == "add":
            return _add(request, user, code)
        if act == "codes":
            return _codes(request, user, new_codes(user, code))
        if act == "remove":
            remove_phone(user, code)
            messages.success(request, "The second factor is removed: the password alone opens the desk.")
            return HttpResponseRedirect(reverse("second-factor"))
    except Refusal as refusal:
        return _refused(request, "admin/second_factor.html", _context(request, user), refusal)
    return render(request, "admin/second_factor.html", _context(request, user))


def _add(request: HttpRequest, user: User, code: str) -> HttpResponse:
    if NEW not in request.session:
        raise Refusal("The picture has changed meanwhile: take up the one below.")
    device, codes = add_phone(user, NewPhone(user.get_username(), request.session[NEW]), code)
    _verified(request, device)
    return _codes(request, user, codes)


def _codes(request: HttpRequest, user: User, codes: list[str]) -> HttpResponse:
    context = {"title": "Recovery codes", "codes": codes, "next": _onward(request), "has_permission": True}
    return render(request, "admin/recovery_codes.html", context)


def _context(request: HttpRequest, user: User) -> dict[str, object]:
    phone = phone_of(user)
    context: dict[str, object] = {
        "title": "Second factor",
        "next": _onward(request),
        "phone": phone,
        "required": settings.SECOND_FACTOR == "required",
        "has_permission": True,
    }
    if phone is not None:
        return context | {"left": codes_left(user)}
    key = request.session.setdefault(NEW, default_key())
    new = NewPhone(user.get_username(), key)
    picture = segno.make(new.address, error="m").svg_data_uri(scale=5, border=4, light="white")
    return context | {"new": new, "picture": picture}


def _refused(
    request: HttpRequest, template: str, context: dict[str, object], refusal: Refusal
) -> HttpResponse:
    too_soon = isinstance(refusal, TooSoon)
    answer = render(request, template, {**context, "refusal": str(refusal)}, status=429 if too_soon else 200)
    if isinstance(refusal, TooSoon):
        answer["Retry-After"] = str(refusal.seconds)
    return answer


def _verified(request: HttpRequest, device: TOTPDevice | StaticDevice) -> None:
    request.session.pop(NEW, None)
    request.session.cycle_key()
    django_otp.login(request, device)


def _step(request: HttpRequest) -> Step:
    return request.second_step  # type: ignore[attr-defined]


def _onward(request: HttpRequest) -> str:
    """Where the person was going: a page of the desk, and no page of another site."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if safe else reverse("admin:index")
