"""Tasks whose messages say which request asked for them."""

from __future__ import annotations

from typing import Any

from celery import Task

from markets.marks import REQUEST_HEADER, marks


class Call(Task):
    """Every task of ours: what a request, or a task that a request asked for, sends carries the request's id."""

    def apply_async(self, *args: Any, **options: Any) -> Any:
        """Sends the task, as Celery does."""
        if asked_by := marks().get(REQUEST_HEADER):
            options["headers"] = {REQUEST_HEADER: asked_by, **(options.get("headers") or {})}
        return super().apply_async(*args, **options)
