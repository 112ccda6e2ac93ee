"""Puts a figure into words, as pages and reasons show it."""

import re
from calendar import month_name
from decimal import Decimal
from typing import Protocol

_QUALIFIED = {"over": "over ", "nearly": "nearly ", "about": "about ", "under": "under "}
_NO_SPACE = {"percent": "%"}
_MONTH = re.compile(r"\b((?:19|20)\d\d)-(0[1-9]|1[0-2])\b")


class Measured(Protocol):
    """Anything with a value, a unit and a qualifier."""

    @property
    def value(self) -> Decimal:
        """The number, signed."""

    @property
    def unit(self) -> str:
        """What it counts."""

    @property
    def qualifier(self) -> str:
        """How exactly."""


def in_words(one: Measured) -> str:
    """ "over 100,000 brands", "97%", "−25%"."""
    number = f"{abs(one.value):,f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    sign = "−" if one.value < 0 else ""
    unit = _NO_SPACE.get(one.unit, f" {one.unit}" if one.unit else "")
    return f"{_QUALIFIED.get(one.qualifier, '')}{sign}{number}{unit}"


def format_period(period: str) -> str:
    """Return a period with its months in words: `September 2016 to August 2017` for `2016-09 to 2017-08`."""
    return _MONTH.sub(lambda found: f"{month_name[int(found[2])]} {found[1]}", period)
