"""Failed attempts to sign in are counted for each account and for each address, and either may be locked for a while.

What holds: five wrong passwords for an account lock it, from whatever addresses they came and whether there is such an
account or not; twenty from an address lock the address, for whatever accounts they were (figures and minutes are
settings). The count stands in PostgreSQL, so it is the same for every web process. What is tried while the lock holds
is not looked at, not counted, and does not prolong it: it ends by itself. A delay that grows with each attempt would
add nothing, since twenty attempts an hour against an account are no way to guess a password of twelve characters.
Attempts that are under way at the same moment are counted when they fail: there are at most as many as the web servers
have threads, so a burst gets that many more and no burst follows it.

Whoever knows an account's name can keep it locked; who is signed in already is not put out, and an editor or
`manage.py let_in` opens it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Max, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

KEPT = timedelta(days=90)
"""How long it is known who signed in, or failed to, and from where."""


@dataclass(frozen=True, slots=True)
class Lock:
    """An account (`kind` "account") or an address that may not try for now."""

    kind: str
    who: str
    until: datetime


def named(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The account that was tried, cut to the length that an account's name has: form and table allow for others."""
    return str((credentials or {}).get("username") or "")[:150]


class Handler(AxesDatabaseHandler):
    """What axes counts by. It knows one limit for everything; the limits are two, so it is told 0 or 1 of 1."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        until = locked_until(named(request, credentials), request.axes_ip_address)  # type: ignore[attr-defined]
        return int(until is not None)

    def user_logged_in(
        self, sender: object, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any
    ) -> None:
        """The account's count begins anew. The address's goes on: who has an account could else clear it at will."""
        super().user_logged_in(sender, request, user, **kwargs)
        AccessAttempt.objects.filter(username=user.get_username()).delete()
        for log in (AccessLog, AccessFailureLog):
            log.objects.filter(attempt_time__lt=timezone.now() - KEPT).delete()


class Backend(AxesStandaloneBackend):
    """Asked before the password is. Without a request nobody signs in over the net: a command, or a test's client."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> None:
        if request is not None:
            super().authenticate(request, username=username, password=password, **kwargs)


def locked_until(account: str, address: str) -> datetime | None:
    """When either may try again at the latest; None where both may now. One query."""
    ours = {"account": Q(username=account), "address": Q(ip_address=address)}
    counts = {f"{kind}_count": Sum("failures_since_start", filter=mine) for kind, mine in ours.items()}
    latest = {f"{kind}_last": Max("attempt_time", filter=mine) for kind, mine in ours.items()}
    found = _recent().aggregate(**counts, **latest)
    ends = [
        found[f"{kind}_last"] + settings.AXES_COOLOFF_TIME
        for kind, allowed in settings.SIGN_IN_FAILURES.items()
        if (found[f"{kind}_count"] or 0) >= allowed
    ]
    return max(ends, default=None)


def locks() -> list[Lock]:
    """Everything that is locked now: two queries."""
    found = []
    for kind, column in (("account", "username"), ("address", "ip_address")):
        rows = (
            _recent()
            .order_by()
            .values(column)
            .annotate(count=Sum("failures_since_start"), last=Max("attempt_time"))
            .filter(count__gte=settings.SIGN_IN_FAILURES[kind])
        )
        found += [Lock(kind, row[column] or "", row["last"] + settings.AXES_COOLOFF_TIME) for row in rows]
    return sorted(found, key=lambda lock: (lock.kind, lock.who))


def forget(kind: str, who: str) -> int:
    """Forgets the failed attempts of an account or of an address; returns of how many rows."""
    column = {"account": "username", "address": "ip_address"}[kind]
    return int(AccessAttempt.objects.filter(**{column: who}).delete()[0])


def _recent() -> Any:
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    return AccessAttempt.objects.filter(attempt_time__gte=since)


def refused(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """429 with one sentence, the same whether there is such an account or not, and whichever of the two is locked."""
    until = locked_until(named(request, credentials), request.axes_ip_address)  # type: ignore[attr-defined]
    seconds = (until - timezone.now()).total_seconds() if until else 1.0
    context = {"title": "Too many attempts", "minutes": int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)}
    answer = render(request, "admin/locked.html", context, status=429)
    answer["Retry-After"] = str(max(1, math.ceil(seconds)))
    answer["Cache-Control"] = "no-store"
    return answer
