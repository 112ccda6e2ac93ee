"""Dates as American officials print them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = "|".join(
    f"{name[:3]}(?:{name[3:]})?" if name != "september" else "sept?(?:ember)?" for name in MONTHS
)
_DATES = re.compile(
    rf"\b(?P<m1>{_MONTH})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{{4}})\b"
    rf"|\b(?P<d2>\d{{1,2}})\s+(?P<m2>{_MONTH})\.?,?\s+(?P<y2>\d{{4}})\b"
    r"|\b(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})(?!\d)"
    r"|\b(?P<m4>\d{1,2})/(?P<d4>\d{1,2})/(?P<y4>\d{4})\b",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A date and where it stands: `start` and `end` count characters."""

    day: date
    start: int
    end: int


def printed_dates(text: str) -> tuple[Printed, ...]:
    """Every real date in the text, in order; what only looks like one (30 February) is passed over."""
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
        found.append(Printed(day, match.start(), match.end()))
    return tuple(found)


def first_date(text: str) -> date | None:
    """The first date in the text, if there is one."""
    return next((printed.day for printed in printed_dates(text)), None)


def _month(printed: str) -> int:
    if printed.isdigit():
        return int(printed)
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(printed.lower()[:3]))
