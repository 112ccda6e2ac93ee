"""Dates as American officials print them."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo


def _pattern(names: Iterable[str]) -> str:
    short = (f"{name[:3]}(?:{name[3:]}|t?\\.|t\\b)?" if len(name) > 3 else name for name in names)
    return f"(?:{'|'.join(short)})"


_WASHINGTON = ZoneInfo("America/New_York")
MONTHS = tuple(name.lower() for name in calendar.month_name[1:])
MONTH_PATTERN = _pattern(MONTHS)
CAPITAL_MONTH_PATTERN = _pattern(calendar.month_name[1:])  # "may" is a verb, "May" is none
_DATES = re.compile(
    rf"\b(?P<m1>{MONTH_PATTERN})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{{4}})\b"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m2>{MONTH_PATTERN}),?\s+(?P<y2>\d{{4}})\b"
    r"|\b(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})(?!\d)"
    r"|\b(?P<m4>\d{1,2})/(?P<d4>\d{1,2})/(?P<y4>\d{4})\b",
    re.IGNORECASE | re.ASCII,
)


_MONTH_OF_YEAR = re.compile(rf"\b(?P<m>{MONTH_PATTERN}),?\s+(?:of\s+)?(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date and where it is: `start` and `end` count characters."""

    day: date
    start: int
    end: int


def printed_dates(text: str) -> tuple[PrintedDate, ...]:
    """Return every real date in the text, in order; what only looks like one (30 February) is passed over."""
    found = []
    for match in _DATES.finditer(text):
        year, month, number = next(
            (match[f"y{form}"], match[f"m{form}"], match[f"d{form}"])
            for form in (1, 2, 3, 4)
            if match[f"y{form}"]
        )
        try:
            day = date(int(year), _month(month), int(number))
        except ValueError:
            continue
        found.append(PrintedDate(day, match.start(), match.end()))
    return tuple(found)


def first_date(text: str) -> date | None:
    """Return the first date in the text, if there is one."""
    return next((printed.day for printed in printed_dates(text)), None)


def washington_day(moment: datetime) -> date:
    """Return the day of a moment in Washington, where USTR's days begin and end."""
    return moment.astimezone(_WASHINGTON).date() if moment.tzinfo else moment.date()


def printed_day(text: str, moment: str) -> date | None:
    """Return the day that is printed; else the day in Washington of a machine-readable moment."""
    if day := first_date(text):
        return day
    try:
        return washington_day(datetime.fromisoformat(moment.strip().replace("Z", "+00:00")))
    except ValueError:
        return first_date(moment)


def partial_date(text: str) -> str | None:
    """Return the first date as YYYY-MM-DD, or YYYY-MM where only a month is printed; None where there is none."""
    if day := first_date(text):
        return day.isoformat()
    match = _MONTH_OF_YEAR.search(text)
    return f"{match['y']}-{_month(match['m']):02}" if match else None


def _month(printed: str) -> int:
    if printed.isdigit():
        return int(printed)
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(printed.lower()[:3]))
