"""Lock an account or an address for a while after failed attempts to sign in.

Five wrong passwords lock an account, whether it exists or not; twenty from one address lock the address (settings).
An attempt during a lock is neither checked nor counted, and does not prolong it. PostgreSQL counts, for all processes.
Attempts under way at the same moment are counted as they fail, so a burst gets at most one more for each thread.

Anybody who knows an account's name can keep it locked. People who are signed in stay signed in, and an editor or
`manage.py unlock_account` unlocks it.
"""

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

RETENTION = timedelta(days=90)
"""How long the log of sign-ins is kept."""
ATTEMPT_COLUMNS = {"account": "username", "address": "ip_address"}


@dataclass(frozen=True, slots=True)
class SignInLock:
    """A locked account or address; `kind` says which."""

    kind: str
    who: str
    until: datetime


def attempted_username(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the account that was tried, cut to the longest that a username can be."""
    return str((credentials or {}).get("username") or "")[:150]


class SignInLockHandler(AxesDatabaseHandler):
    """Give django-axes, which knows one limit, our two: it gets 0 or 1 failures of 1 allowed."""

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        until = locked_until(attempted_username(request, credentials), request.axes_ip_address)
        return int(until is not None)

    def user_logged_in(
        self, sender: object, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any
    ) -> None:
        """Clear the account's failures. The address keeps its own: an attacker with an account could clear them."""
        super().user_logged_in(sender, request, user, **kwargs)
        AccessAttempt.objects.filter(username=user.get_username()).delete()
        for log in (AccessLog, AccessFailureLog):
            log.objects.filter(attempt_time__lt=timezone.now() - RETENTION).delete()


class SignInLockBackend(AxesStandaloneBackend):
    """Asked before the password is checked. Without a request (a command, a test's client) nothing is locked."""

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
    """Return when account and address may both try again, or None if they may now. One query."""
    filters = {"account": Q(username=account), "address": Q(ip_address=address)}
    counts = {f"{kind}_count": Sum("failures_since_start", filter=rows) for kind, rows in filters.items()}
    latest = {f"{kind}_last": Max("attempt_time", filter=rows) for kind, rows in filters.items()}
    found = _recent_attempts().aggregate(**counts, **latest)
    ends = [
        found[f"{kind}_last"] + settings.AXES_COOLOFF_TIME
        for kind, allowed in settings.SIGN_IN_FAILURES.items()
        if (found[f"{kind}_count"] or 0) >= allowed
    ]
    return max(ends, default=None)


def list_locks() -> list[SignInLock]:
    """Return everything that is locked now. Two queries."""
    found = []
    for kind, column in ATTEMPT_COLUMNS.items():
        rows = (
            _recent_attempts()
            .order_by()
            .values(column)
            .annotate(count=Sum("failures_since_start"), last=Max("attempt_time"))
            .filter(count__gte=settings.SIGN_IN_FAILURES[kind])
        )
        found += [
            SignInLock(kind, row[column] or "", row["last"] + settings.AXES_COOLOFF_TIME) for row in rows
        ]
    return sorted(found, key=lambda lock: (lock.kind, lock.who))


def clear_failures(kind: str, who: str) -> int:
    """Delete the failed attempts of an account or of an address; return the number of rows."""
    return int(AccessAttempt.objects.filter(**{ATTEMPT_COLUMNS[kind]: who}).delete()[0])


def _recent_attempts() -> Any:
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    return AccessAttempt.objects.filter(attempt_time__gte=since)


def locked_response(
    request: Any, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Return a 429 that reveals neither whether the account exists nor which of the two is locked."""
    until = locked_until(attempted_username(request, credentials), request.axes_ip_address)
    seconds = (until - timezone.now()).total_seconds() if until else 1.0
    context = {"title": "Too many attempts", "minutes": int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)}
    answer = render(request, "admin/locked.html", context, status=429)
    answer["Retry-After"] = str(max(1, math.ceil(seconds)))
    answer["Cache-Control"] = "no-store"
    return answer
