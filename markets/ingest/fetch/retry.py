"""How long to wait before asking again. Pure functions: the chance comes as an argument."""

import re
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


def pause_when_blocked(times: int) -> float:
    """Seconds to leave a source alone that has answered with a challenge page `times` times in a row."""
    return _PAUSES[min(max(times, 1), len(_PAUSES)) - 1]
