"""What a log line is about: the request, Celery task, job or source poll that wrote it."""

from celery import current_task
from structlog.contextvars import get_contextvars

REQUEST_ID = "request_id"
"""The header of a task's message that carries the id of the request that asked for it."""


def current_context() -> dict[str, object]:
    """Return the running Celery task, if there is one, and all bound context variables."""
    found: dict[str, object] = {}
    request = current_task.request if current_task else None
    if request is not None and request.id:
        found |= {"task": current_task.name, "task_id": request.id}
        if request_id := (request.headers or {}).get(REQUEST_ID):
            found[REQUEST_ID] = str(request_id)[:64]
    return {**found, **get_contextvars()}
