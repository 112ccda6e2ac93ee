"""Finds the period a number is for, and what a change is against."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
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
_LED = _pattern(
    _DATA["comparison"]["lead"] + r"\s+$|than (?:were|was|we|it|they|had|did|the) (?:[a-z]+ ){0,3}$"
)
_NAMED = _pattern(_DATA["comparison"]["named"])
_START = itemgetter(0)
_PARTS = re.compile(r"[,;]\s|\band\b")
_WHEN = re.compile(r",? when\b[^,]*\d[^,]*,\s")  # "2019, when we removed 4,000 listings, …"
_FAR = 1000  # characters: what a comma or an "and" parts from a figure is hardly its period
_PLAIN = _pattern(_DATA["comparison"]["plain"])


def period_of(text: str, place: int, end: int, span: tuple[int, int]) -> tuple[str, str]:
    """(as printed, kind) of the period in `span` nearest to what is at `place` to `end`, or ("", ""). A period that the
    figure is measured against ("compared with 2016") is not its own."""
    periods = _find_periods(text)
    behind = bisect_left(periods, end, key=_START)
    near = [
        (start - end + _FAR * bool(_PARTS.search(text, end, start)), kind, start, stop)
        for start, stop, kind in periods[behind : behind + 1]
        if stop <= span[1] and not _LED.search(text, end, start)  # "300 more than in 2019, when 900 …"
    ]
    for start, stop, kind in periods[max(0, behind - 1) : behind]:
        if start >= span[0] and not _WHEN.match(text, stop, place):
            own = _PARTS.search(text[stop:place].lstrip(" ,"))
            near.append((abs(place - stop) + _FAR * bool(own), kind, start, stop))
    _, kind, start, stop = min(near, default=(0, "", 0, 0))
    return " ".join(text[start:stop].split()), kind


def is_within_period(text: str, start: int, end: int) -> bool:
    """Return whether what is from `start` to `end` is part of a period: "nine" in "the nine months ended June 2021"."""
    periods = _find_periods(text)
    last = periods[bisect_left(periods, end, key=_START) - 1 : bisect_left(periods, end, key=_START)]
    return any(begin <= start and end <= stop for begin, stop, _ in last)


def kind_of_period(period: str) -> str:
    """Return the kind of a period as a sentence would print it ("in 2022")."""
    return period_of(period, 0, 0, (0, len(period)))[1]


def is_period(words: str) -> bool:
    """Return whether words are a period and no more: "first half of 2021"."""
    return period_of(words, 0, 0, (0, len(words)))[0] == " ".join(words.split())


@lru_cache(maxsize=8)  # a sentence is looked at once for each of its figures
def _find_periods(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return the periods of a text in their order: (start, end, kind)."""
    found: list[tuple[int, int, str]] = []
    taken = bytearray(len(text))
    for one in (*_AGAINST.finditer(text), *_PLAIN.finditer(text)):
        taken[one.start() : one.end()] = b"x" * len(one[0])
    for kind, pattern in _PERIODS:
        for one in pattern.finditer(text):
            if not any(taken[one.start() : one.end()]):
                taken[one.start() : one.end()] = b"x" * len(one[0])
                found.append((*one.span(), kind))
    return tuple(sorted(found))


def comparison_of(text: str, span: tuple[int, int]) -> str:
    """ "year on year", or the comparison in `span` as printed ("than the year before"), or ""."""
    if next(_find_within(_YEAR_ON_YEAR, text, span), None):
        return "year on year"
    patterns = (_AGAINST, _PLAIN, _NAMED)
    found = next(chain.from_iterable(_find_within(one, text, span) for one in patterns), None)
    return " ".join(found[0].split()) if found else ""


def _find_within(pattern: re.Pattern[str], text: str, span: tuple[int, int]) -> Iterator[re.Match[str]]:
    starts = _find_starts(pattern, text)
    for at in starts[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]:
        if found := pattern.match(text, at, span[1]):
            yield found


@lru_cache(maxsize=16)
def _find_starts(pattern: re.Pattern[str], text: str) -> list[int]:
    return [found.start() for found in pattern.finditer(text)]
