"""The acts of a desk: each button has a name, and one function that carries it out."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

RowT = TypeVar("RowT", bound=Model)


def get_posted_row(model: type[RowT], key: str, **of: Any) -> RowT:
    """Return the row that a button names by its key, if it belongs to `of`. Raises Http404, also for no number."""
    return get_object_or_404(model, pk=key if key.isdigit() else 0, **of)


class DeskActs:
    """The acts of one desk by the values of their buttons: `publish`, or `link:17` with what it is about."""

    def __init__(self) -> None:
        self._acts: dict[str, Callable[..., str | None]] = {}

    def register(self, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Register the decorated function as the act of this name."""

        def add(act: Callable[..., Any]) -> Callable[..., Any]:
            self._acts[name] = act
            return act

        return add

    def run(self, request: HttpRequest, *about: Any) -> str:
        """Carry out the act whose button was pressed; returns the place on the page to go back to.

        The act gets the request, what the desk is `about` and the text behind the colon, where there is one.
        """
        name, _, which = request.POST.get("action", "").partition(":")
        act = self._acts.get(name)
        if act is None:
            messages.error(request, "This action is no longer available. Reload the page.")
            return ""
        return act(request, *about, *([which] if which else [])) or ""
