"""Serve no page of the desk to a session that still has to give a code."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

DESK = "admin/"
ALWAYS_ALLOWED = ("admin:login", "admin:logout")


class SignInStep(StrEnum):
    """What a session needs after the password."""

    DONE = "done"
    CODE = "code"  # there is an authenticator app: its code
    ENROLL = "enroll"  # there is none, and one is required
    OFFERED = "offered"  # there is none, and none is required


STEP_PAGES = {SignInStep.CODE: "second-step", SignInStep.ENROLL: "second-factor"}


def find_step(user: User) -> SignInStep:
    """Return what this user's session needs. One query, or none once a code was given."""
    if user.is_verified():  # type: ignore[attr-defined]  # django_otp's: a code was given in this session
        return SignInStep.DONE
    if TOTPDevice.objects.filter(user=user, confirmed=True).exists():
        return SignInStep.CODE
    return SignInStep.ENROLL if settings.SECOND_FACTOR == "required" else SignInStep.OFFERED


class SecondStepMiddleware:
    """Redirect to the page of the next step. Decided by the resolved route, not by how the address was written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None or not match.route.startswith(DESK) or not isinstance(request.user, User):
            return None
        step = find_step(request.user)
        request.sign_in_step = step  # type: ignore[attr-defined]
        page = STEP_PAGES.get(step)
        if page is None or match.view_name == page or match.view_name in ALWAYS_ALLOWED:
            return None
        address = reverse(page)
        if request.method == "GET":
            address += "?" + urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(address)
