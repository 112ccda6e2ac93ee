"""Finds the period a number is for, and what a change is against."""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from markets.text.dates import CAPITAL_MONTH_PATTERN

_DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "periods.toml").read_text(encoding="utf-8"))
_COUNT = r"(?:[0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten|several|few)"


def _pattern(source: str) -> re.Pattern[str]:
    filled = (
        source.replace("{month}", CAPITAL_MONTH_PATTERN)
        .replace("{year}", r"(?:19|20)\d\d\b")
        .replace("{count}", _COUNT)
    )
    return re.compile(filled.replace(" ", r"\s"), re.IGNORECASE)


_PERIODS = [(kind, _pattern(rf"(?<!\w)(?:{source})")) for kind, source in _DATA["period"]]
_YEAR_ON_YEAR = _pattern(_DATA["comparison"]["year_on_year"])
_AGAINST = _pattern(_DATA["comparison"]["lead"] + r"\s+" + _DATA["comparison"]["when"])
_PLAIN = _pattern(_DATA["comparison"]["plain"])


def period_of(text: str, place: int, end: int) -> tuple[str, str]:
    """(as printed, kind) of the period nearest to what is at `place` to `end`, or ("", ""). A period that the figure is
    measured against ("compared with 2016") is not its own."""
    found = [
        (start - end if start >= end else abs(place - stop), order, start, stop)
        for order, start, stop in _find_periods(text)
    ]
    if not found:
        return "", ""
    _, order, start, stop = min(found)
    return " ".join(text[start:stop].split()), _PERIODS[order][0]


@lru_cache(maxsize=8)  # a sentence is looked at once for each of its figures
def _find_periods(text: str) -> tuple[tuple[int, int, int], ...]:
    """Return the periods of a text: (place of the pattern, start, end)."""
    found: list[tuple[int, int, int]] = []
    taken = [one.span() for one in _comparisons(text)]
    for order, (_, pattern) in enumerate(_PERIODS):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            found.append((order, *match.span()))
    return tuple(found)


@lru_cache(maxsize=8)
def comparison_of(text: str) -> str:
    """ "year on year", or the comparison as printed ("than the year before"), or ""."""
    if _YEAR_ON_YEAR.search(text):
        return "year on year"
    found = next(_comparisons(text), None)
    return " ".join(found[0].split()) if found else ""


def _comparisons(text: str) -> Iterator[re.Match[str]]:
    for pattern in (_AGAINST, _PLAIN):
        yield from pattern.finditer(text)
