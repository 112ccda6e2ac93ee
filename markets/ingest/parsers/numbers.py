"""Numbers in words and figures, and dates."""

from __future__ import annotations

import re

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
MONTHS = [
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
]
_VALUES = {word: value for value, word in enumerate(_UNITS)} | {
    word: 20 + 10 * i for i, word in enumerate(_TENS)
}
_WORD = "|".join(_UNITS + _TENS)
NUMBER = rf"(?:\d{{1,3}}|(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_UNITS[1:10])})|{_WORD})"
_MONTH = "|".join(f"{month}|{month[:3]}\\.?" for month in MONTHS) + r"|sept\.?"
_DATES = (
    re.compile(
        rf"\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b", re.I
    ),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?\s+(?P<month>{_MONTH}),?\s+(?P<year>(?:19|20)\d\d)\b",
        re.I,
    ),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)\b"),
    re.compile(r"\b(?P<number>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:19|20)\d\d)\b"),
    re.compile(rf"\b(?P<month>{_MONTH}),?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b", re.I),
)


def number(text: str) -> int | None:
    """The value of "31", "fifteen" or "thirty-eight"; None for anything else."""
    text = text.strip().casefold()
    if text.isdigit():
        return int(text)
    parts = re.split(r"[- ]", text)
    if not parts or any(part not in _VALUES for part in parts):
        return None
    return sum(_VALUES[part] for part in parts)


def date(text: str) -> str | None:
    """The first date in a text as YYYY-MM-DD, or YYYY-MM where it gives a month; None where there is none."""
    for pattern in _DATES:
        match = pattern.search(text)
        if match is None:
            continue
        groups = match.groupdict()
        month = int(groups["number"]) if groups.get("number") else _month(groups["month"])
        day = groups.get("day")
        if not 1 <= month <= 12 or (day and not 1 <= int(day) <= 31):
            continue
        return f"{groups['year']}-{month:02}" + (f"-{int(day):02}" if day else "")
    return None


def _month(text: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(text.casefold().strip(".")[:3]))
