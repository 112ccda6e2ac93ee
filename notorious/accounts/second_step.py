"""Nothing of the desk is served to a session without the second step where one is due."""

from __future__ import annotations

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
WAYS_OUT = ("admin:login", "admin:logout")


class Step(StrEnum):
    """Where a session that the password has opened stands."""

    DONE = "done"
    CODE = "code"  # there is a phone: its code is due
    ENROL = "enrol"  # there is none, and there has to be
    OFFERED = "offered"  # there is none, and there may be


PAGES = {Step.CODE: "second-step", Step.ENROL: "second-factor"}
"""Where what is due is done."""


def step_of(user: User) -> Step:
    """Where this user's session stands: one query where the second step was not taken in it."""
    if user.is_verified():  # type: ignore[attr-defined]  # django_otp's: a code was given in this session
        return Step.DONE
    if TOTPDevice.objects.filter(user=user, confirmed=True).exists():
        return Step.CODE
    return Step.ENROL if settings.SECOND_FACTOR == "required" else Step.OFFERED


class SecondStep:
    """Asked with the address resolved: the pattern that Django serves counts, not how the address was written."""

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
        step = step_of(request.user)
        request.second_step = step  # type: ignore[attr-defined]
        due = PAGES.get(step)
        if due is None or match.view_name == due or match.view_name in WAYS_OUT:
            return None
        place = reverse(due)
        if request.method == "GET":
            place += "?" + urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(place)
