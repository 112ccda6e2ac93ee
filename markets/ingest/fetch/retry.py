"""How long to wait before asking again. Pure functions: the chance comes as an argument."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

DAY = 24 * 60 * 60.0
_PAUSES = (60 * 60.0, 4 * 60 * 60.0, DAY)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, from 0 to a day; None where it is absent or junk.

    `now` is aware. Both forms are read: seconds and date.
    """
    if value is None:
        return None
    value = value.strip()
    if re.fullmatch(r"[0-9]+", value):
        return min(float(value[:20]), DAY)
    try:
        moment = parsedate_to_datetime(value)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - now).total_seconds()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(max(seconds, 0.0), DAY)


def backoff(attempt: int, chance: Callable[[], float], *, base: float = 5.0, cap: float = 3600.0) -> float:
    """Seconds before attempt number `attempt` + 1: doubling from `base` to `cap`, the upper half by chance.

    `attempt` counts from 1; `chance` gives a number from 0 to 1, as `random.random` does.
    """
    span = min(base * 2.0 ** min(max(attempt - 1, 0), 60), cap)
    return span / 2 + span / 2 * chance()


def pause_when_blocked(times: int) -> float:
    """Seconds to leave a source alone that has answered with a challenge page `times` times in a row."""
    return _PAUSES[min(max(times, 1), len(_PAUSES)) - 1]
