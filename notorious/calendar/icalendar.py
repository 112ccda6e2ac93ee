"""Events as an iCalendar file (RFC 5545): whole days, stable ids, lines of at most 75 bytes."""

import datetime
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.conf import settings

from markets.tables.scope import make_permalink
from notorious.calendar.events import CalendarEvent

LINE_BYTES = 75
ICALENDAR_TYPE = "text/calendar; charset=utf-8"
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def render_icalendar(events: Iterable[CalendarEvent], changed_at: datetime.datetime) -> bytes:
    """Return the file. `changed_at` is the day of the data: the same data give the same bytes."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Notorious//Notorious Markets List//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Notorious Markets List",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    for event in events:
        lines += _render_event(event, changed_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _fold(line)).encode()


def _render_event(event: CalendarEvent, changed_at: datetime.datetime) -> list[str]:
    after = event.last + datetime.timedelta(days=1)
    link = event.url or (make_permalink(event.path) if event.path else "")
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.key}@{urlsplit(settings.SITE_URL).hostname}",
        f"DTSTAMP:{changed_at.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{_escape(event.title)}",
        f"STATUS:{'CONFIRMED' if event.sure else 'TENTATIVE'}",
        "TRANSP:TRANSPARENT",
    ]
    if event.detail:
        lines.append(f"DESCRIPTION:{_escape(event.detail)}")
    if link:
        lines.append(f"URL:{_CONTROLS.sub('', link)}")
    return [*lines, "END:VEVENT"]


def _escape(text: str) -> str:
    plain = _CONTROLS.sub(" ", text).replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,")
    return plain.replace("\n", r"\n")


def _fold(line: str) -> Iterator[str]:
    """Parts of at most 75 bytes, the later ones begun with a space; no character is split."""
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LINE_BYTES:
            yield part
            part, size = " ", 1
        part, size = part + character, size + width
    yield part
