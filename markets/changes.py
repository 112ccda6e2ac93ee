"""An edition against another. Pure functions over statuses; what is unknown is never guessed."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from django.db.models import TextChoices

from markets.runs import Status


class Change(TextChoices):
    """What an edition does with a market against another edition. The order is that of the pages."""

    FIRST_LISTED = "first_listed", "first time listed"
    NEW = "new", "new"
    RELISTED = "relisted", "relisted"
    CONTINUED = "continued", "continued"
    NO_LONGER_LISTED = "no_longer_listed", "no longer listed"
    UNKNOWN = "unknown", "unknown"


def compute_change(
    statuses: Mapping[int, Status], years: Sequence[int], earlier: int, later: int
) -> Change | None:
    """Return what `later` does with a market that `earlier` listed or not. `years`: all public editions, in order.

    None where neither edition lists it. *First listed* needs every edition before `later` to be known;
    *relisted* needs one that lists it; else it is *new* since `earlier`.
    """
    was, now = statuses.get(earlier, Status.UNKNOWN), statuses.get(later, Status.UNKNOWN)
    if now is Status.LISTED:
        if was is Status.LISTED:
            return Change.CONTINUED
        if was is not Status.NOT_LISTED:
            return Change.UNKNOWN
        before = [statuses.get(year, Status.UNKNOWN) for year in years[: bisect_left(years, later)]]
        if Status.LISTED in before:
            return Change.RELISTED
        return Change.FIRST_LISTED if all(each is Status.NOT_LISTED for each in before) else Change.NEW
    if was is Status.LISTED:
        return Change.NO_LONGER_LISTED if now is Status.NOT_LISTED else Change.UNKNOWN
    return None


def compute_change_from_previous(
    statuses: Mapping[int, Status], years: Sequence[int], year: int
) -> Change | None:
    """As `compute_change`, against the previous edition; None for the first edition."""
    at = bisect_left(years, year)
    return compute_change(statuses, years, years[at - 1], year) if at else None
