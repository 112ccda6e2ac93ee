"""When Lists have come out, and whether one is overdue."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from markets.text.dates import MONTHS

_SEASON_BEGINS = 7  # no List came out from July to November: a year's season runs over its end


@dataclass(frozen=True, slots=True)
class Window:
    """The earliest and the latest release within a season, each as the release that set it."""

    opens: date
    closes: date

    def __str__(self) -> str:
        return f"{_spoken(self.opens)} and {_spoken(self.closes)}"


def find_season(day: date) -> int:
    """Return the year under review of a List that comes out on this day: December 2016 and January 2017 are 2016."""
    return day.year if day.month >= _SEASON_BEGINS else day.year - 1


def find_window(released: Collection[date]) -> Window | None:
    """Between which days of the season Lists have come out; None where no release is known."""
    if not released:
        return None
    return Window(min(released, key=_place), max(released, key=_place))


def find_overdue(today: date, released: Collection[date]) -> str | None:
    """Return a sentence where a List is later than any before it; None where none is, or no release is known.

    `released`: the dates of the Lists that are known. Lists between known ones are not asked after.
    """
    past = [day for day in released if day <= today]
    known = find_window(past)
    if known is None:
        return None
    last = max(find_season(day) for day in past)
    current = find_season(today)
    this_is_late = _place(today) > _place(known.closes)
    missing = [year for year in range(last + 1, current + 1) if year < current or this_is_late]
    if not missing:
        return None
    years = str(missing[0]) if len(missing) == 1 else f"{missing[0]} to {missing[-1]}"
    what = f"The List for {years} is" if len(missing) == 1 else f"The Lists for {years} are"
    return f"{what} overdue: earlier ones came out between {known}."


def _place(day: date) -> tuple[int, int]:
    """Return where a day is in its season, whatever the year."""
    return ((day.month - _SEASON_BEGINS) % 12, day.day)


def _spoken(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1].capitalize()}"
