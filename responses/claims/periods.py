"""Finds the period a number is for, and what a change is against."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter
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
_PARTS = re.compile(r"[,;]\s|\band\b")
_FAR = 1000  # characters: what a comma or an "and" parts from a figure is hardly its period
_PLAIN = _pattern(_DATA["comparison"]["plain"])


def period_of(text: str, place: int, end: int) -> tuple[str, str]:
    """(as printed, kind) of the period nearest to what is at `place` to `end`, or ("", ""). A period that the figure is
    measured against ("compared with 2016") is not its own."""
    periods = _find_periods(text)
    behind = bisect_left(periods, end, key=itemgetter(0))
    near = [
        (start - end + _FAR * bool(_PARTS.search(text, end, start)), kind, start, stop)
        for start, stop, kind in periods[behind : behind + 1]
    ]
    for start, stop, kind in periods[max(0, behind - 1) : behind]:
        own = _PARTS.search(text[stop:place].lstrip(" ,"))
        near.append((abs(place - stop) + _FAR * bool(own), kind, start, stop))
    _, kind, start, stop = min(near, default=(0, "", 0, 0))
    return " ".join(text[start:stop].split()), kind


@lru_cache(maxsize=8)  # a sentence is looked at once for each of its figures
def _find_periods(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return the periods of a text in their order: (start, end, kind)."""
    found: list[tuple[int, int, str]] = []
    taken = [one.span() for one in _comparisons(text)]
    for kind, pattern in _PERIODS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            found.append((*match.span(), kind))
    return tuple(sorted(found))


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
