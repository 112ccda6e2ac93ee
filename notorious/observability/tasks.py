"""Celery tasks whose messages carry the id of the request that asked for them."""

from typing import Any

from celery import Task

from markets.log_context import REQUEST_ID, current_context


class TracedTask(Task):
    """Pass the request's id on with each message, also from task to task."""

    def apply_async(self, *args: Any, **options: Any) -> Any:
        """Send the task, as Celery does."""
        if request_id := current_context().get(REQUEST_ID):
            options["headers"] = {REQUEST_ID: request_id, **(options.get("headers") or {})}
        return super().apply_async(*args, **options)
