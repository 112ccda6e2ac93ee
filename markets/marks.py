"""What a line of the log is about: the request, the task, the job or the run in which it was written.

Every line carries these marks, whoever writes it; a value that came from outside cannot end a line or begin one.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from celery import current_task

REQUEST_HEADER = "request_id"
"""Under this name a message takes the id of the request that asked for the work along."""

MARKS: ContextVar[Mapping[str, object]] = ContextVar("marks")
"""What surrounds us; set by `marked`, and by what has no time for it."""
_NONE: Mapping[str, object] = {}
# A password within an address, as a driver's complaint may quote it.
_PASSWORD = re.compile(r"(://[^/\s:@]*:)[^/\s@]+@")
# What could begin a new line, or turn the reading of one: controls, separators, marks of direction.
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


@contextmanager
def marked(**more: object) -> Iterator[None]:
    """Within it every line of this thread carries these marks besides those that it has."""
    token = MARKS.set({**MARKS.get(_NONE), **more})
    try:
        yield
    finally:
        MARKS.reset(token)


def marks() -> dict[str, object]:
    """The marks of this moment: of the task that runs here, if one does, and of what surrounds us."""
    found: dict[str, object] = {}
    asked = current_task.request if current_task else None
    if asked is not None and asked.id:
        found |= {"task": current_task.name, "task_id": asked.id}
        if said := (asked.headers or {}).get(REQUEST_HEADER):
            found[REQUEST_HEADER] = str(said)[:64]
    return {**found, **MARKS.get(_NONE)}


class Marks(logging.Filter):
    """Gives each record the marks of the moment in which it was made."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record through."""
        record.marks = {**marks(), **getattr(record, "marks", _NONE)}
        return True


class AsJson(logging.Formatter):
    """A record as one line of JSON; what is no plain character is written as `\\u…`."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, without its end."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {
            **getattr(record, "marks", _NONE),
            "time": when,
            "level": record.levelname,
            "logger": record.name,
            "message": _without_password(record.getMessage()),
        }
        if record.exc_info:
            told["exception"] = _without_password(self.formatException(record.exc_info))
        return json.dumps(told, default=str)


class Plain(logging.Formatter):
    """A record for a person's eyes: one line, and the lines of an exception indented below it."""

    def format(self, record: logging.LogRecord) -> str:
        """The record with its marks in brackets."""
        when = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%d %H:%M:%S")
        told = " ".join(f"{name}={value}" for name, value in getattr(record, "marks", _NONE).items())
        message = record.getMessage() + (f" [{told}]" if told else "")
        lines = [f"{when} {record.levelname} {record.name}: {_seen(message)}"]
        if record.exc_info:
            lines += [f"    {_seen(line)}" for line in self.formatException(record.exc_info).split("\n")]
        return _without_password("\n".join(lines))


def _seen(text: str) -> str:
    return _UNSEEN.sub(lambda found: ascii(found[0])[1:-1], text)


def _without_password(text: str) -> str:
    return _PASSWORD.sub(r"\1…@", text)
