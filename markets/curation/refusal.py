"""Why an act was not carried out, how an act is carried out, and which acts there are."""

import functools
import re
import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

import pghistory
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.text import get_text_list
from pghistory.runtime import Context
from pghistory.runtime import _tracker as tracker

from markets.curation.completeness_guard import ask_before_incomplete
from markets.postgres_function import call_function


class Refusal(Exception):
    """One plain sentence for the person who asked; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the desk. `public`: it may change what readers see; the database refuses that to all others."""

    name: str
    permission: str
    public: bool
    about: str


ACTS: dict[str, Act] = {}
"""Every act by its name, as the history has it."""

EDITORS_DO = {
    "publish": "Only editors can publish or withdraw.",
    "merge": "Only editors can merge or split markets.",
    "accept": "Only editors can accept an assessment.",
    "decide": "Only editors can decide a proposed change.",
    "delete": "Only editors can delete what was made by mistake.",
}


def explain_missing_permission(permission: str) -> str:
    """Return who can do it, in one sentence or two, without the name of the permission."""
    verb = permission.partition(".")[2].partition("_")[0]
    return f"{EDITORS_DO.get(verb, 'Your role does not allow this.')} Ask an editor."


F = TypeVar("F", bound=Callable[..., Any])


def action(permission: str, *, public: bool = False) -> Callable[[F], F]:
    """Return an act needs `by`, a person with `permission`; it runs in one transaction and is named in the history."""

    def wrap(function: F) -> F:
        named = function.__name__.replace("_", " ")
        about = re.sub(
            r" Raise Refusal[^.]*\.|`|; return[^.]*(?=\.)", "", (function.__doc__ or "").partition("\n")[0]
        )
        ACTS[named] = Act(named, permission, public, about)

        @functools.wraps(function)
        def act(*args: Any, by: User, **kwargs: Any) -> Any:
            if not by.has_perm(permission):
                raise Refusal(explain_missing_permission(permission))
            allowed = public_act(named) if public else nullcontext()
            with (
                transaction.atomic(),
                own_context(action=named, user=by.pk),
                allowed,
                ask_before_incomplete(),
            ):
                return function(*args, by=by, **kwargs)

        return act  # type: ignore[return-value]

    return wrap


def ask_others(permission: str, but: Collection[int]) -> str:
    """Return who may do it, in one sentence: up to three accounts, without those whose keys are `but`."""
    backend = "django.contrib.auth.backends.ModelBackend"
    others = User.objects.with_perm(permission, backend=backend).exclude(pk__in=but)
    names = list(others.filter(is_staff=True).order_by("username").values_list("username", flat=True)[:3])
    if not names:
        return "No other account may do this. An administrator adds one under “Accounts and sign-ins”."
    return f"Ask {get_text_list(names, 'or')}."


@contextmanager
def public_act(name: str) -> Iterator[None]:
    """Within it a person may change public data: the trigger on the data version lets the change through."""
    outer = call_function("current_setting", "notorious.act", True)
    call_function("set_config", "notorious.act", name, True)
    yield  # an exception rolls the setting back with its savepoint
    call_function("set_config", "notorious.act", outer or "", True)


IN_ACT: ContextVar[bool] = ContextVar("in_act", default=False)


@contextmanager
def own_context(**named: Any) -> Iterator[Context]:
    """Yield a context of the history for one act. An act within an act is part of it.

    pghistory merges nested contexts, so that two acts of one request would share the name and reason of the last.
    """
    outer = getattr(tracker, "value", None)
    if outer is not None and IN_ACT.get():
        yield outer
        return
    token = IN_ACT.set(True)
    try:
        if outer is None:
            with pghistory.context(**named) as context:
                yield context
            forget_person()
        else:
            tracker.value = Context(uuid.uuid4(), {**outer.metadata, **named})
            yield tracker.value
    finally:
        IN_ACT.reset(token)
        if outer is not None:
            tracker.value = outer


def forget_person() -> None:
    """What follows in this transaction is nobody's act."""
    call_function("set_config", "pghistory.context_id", "", True)
    call_function("set_config", "pghistory.context_metadata", "", True)
