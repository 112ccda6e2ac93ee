"""What holds for every table of the admin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from markets.curation import Refusal


class NobodyDeletes(admin.ModelAdmin):
    """Nothing is deleted here: rows are withdrawn, undone or set aside, and stay as history."""

    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Shown(NobodyDeletes):
    """A table that the curators see and that only named actions change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def person(request: HttpRequest) -> User:
    """Who acts. The admin lets nobody in who is not signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def carry_out(request: HttpRequest, done: str, act: Callable[[], object]) -> bool:
    """Runs an action and says what came of it: `done`, or the sentence of its refusal."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, done)
    return True
