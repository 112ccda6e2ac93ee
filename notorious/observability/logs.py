"""Log lines by structlog: one line of JSON in production, plain text for a person's eyes.

A value from outside can neither end a line nor begin one, and passwords in addresses are masked.
"""

import re
from typing import Any

from structlog.processors import JSONRenderer, TimeStamper, format_exc_info
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from structlog.typing import EventDict, Processor

from markets.log_context import current_context

ACCESS_FIELDS = ("method", "route", "status", "ms")
# A password within an address, as a driver's error message may quote it.
_PASSWORD = re.compile(r"(://[^/\s:@]*:)[^/\s@]+@")
# What could begin a new line, or turn the reading direction: controls, separators, direction marks.
_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def add_context(logger: Any, method: str, event: EventDict) -> EventDict:
    """Add the request, task, job and poll of this moment."""
    return {**event, **current_context()}


def mask_passwords(logger: Any, method: str, event: EventDict) -> EventDict:
    """Mask passwords in the message and in the traceback."""
    for key in ("event", "exception"):
        if key in event:
            event[key] = _PASSWORD.sub(r"\1…@", str(event[key]))
    return event


def name_fields(logger: Any, method: str, event: EventDict) -> EventDict:
    """Call the message `message`, which is what log collectors look for."""
    event["message"] = event.pop("event")
    return event


def render_plain(logger: Any, method: str, event: EventDict) -> str:
    """Render one line with its context in brackets; an exception is indented below it."""
    exception = event.pop("exception", "")
    start = f"{event.pop('time')} {event.pop('level').upper()} {event.pop('logger')}: {event.pop('event')}"
    context = " ".join(f"{name}={value}" for name, value in event.items())
    lines = [_escape(start + (f" [{context}]" if context else ""))]
    lines += [f"    {_escape(line)}" for line in exception.split("\n") if exception]
    return "\n".join(lines)


def _escape(text: str) -> str:
    return _UNSAFE.sub(lambda found: ascii(found[0])[1:-1], text)


_PREPARE: list[Processor] = [add_log_level, add_logger_name, ExtraAdder(ACCESS_FIELDS), add_context]
_FINISH: list[Processor] = [ProcessorFormatter.remove_processors_meta, format_exc_info, mask_passwords]


def json_formatter() -> ProcessorFormatter:
    """Return the formatter for LOG_FORMAT=json."""
    prepare: list[Processor] = [*_PREPARE, TimeStamper(fmt="iso", key="time")]
    return ProcessorFormatter(
        foreign_pre_chain=prepare, processors=[*_FINISH, name_fields, JSONRenderer(default=str)]
    )


def plain_formatter() -> ProcessorFormatter:
    """Return the formatter for LOG_FORMAT=plain."""
    prepare: list[Processor] = [*_PREPARE, TimeStamper(fmt="%Y-%m-%d %H:%M:%S", key="time")]
    return ProcessorFormatter(foreign_pre_chain=prepare, processors=[*_FINISH, render_plain])
