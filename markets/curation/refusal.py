"""Why an action was not carried out, and how an action is carried out."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
from django.contrib.auth.models import User
from django.db import transaction

from markets.curation.completeness_guard import ask_before_incomplete


class Refusal(Exception):
    """One plain sentence for the person who asked; nothing was changed."""


F = TypeVar("F", bound=Callable[..., Any])


def action(permission: str) -> Callable[[F], F]:
    """An action needs `by`, a person with `permission`; it runs in one transaction and is named in the history."""

    def wrap(function: F) -> F:
        @functools.wraps(function)
        def act(*args: Any, by: User, **kwargs: Any) -> Any:
            if not by.has_perm(permission):
                raise Refusal(f"{by.get_username()} may not do this: it needs the right “{permission}”.")
            named = function.__name__.replace("_", " ")
            with transaction.atomic(), pghistory.context(action=named, user=by.pk), ask_before_incomplete():
                return function(*args, by=by, **kwargs)

        return act  # type: ignore[return-value]

    return wrap
