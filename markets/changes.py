"""An edition against another. Pure functions over statuses; what is not established is never guessed."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence

from markets.spells import Status


class Change(enum.StrEnum):
    """What an edition does with a market against another edition. The order is that of the pages."""

    FIRST_LISTED = "first_listed"
    NEW = "new"
    LISTED_AGAIN = "listed_again"
    STILL_LISTED = "still_listed"
    NOT_LISTED = "not_listed"
    NOT_ESTABLISHED = "not_established"


CHANGE_WORDS = {
    Change.FIRST_LISTED: "first listed",
    Change.NEW: "new since the one before",
    Change.LISTED_AGAIN: "listed again",
    Change.STILL_LISTED: "still listed",
    Change.NOT_LISTED: "not listed",
    Change.NOT_ESTABLISHED: "not established",
}


def change(statuses: Mapping[int, Status], years: Sequence[int], earlier: int, later: int) -> Change | None:
    """What `later` does with a market that `earlier` listed or not. `years`: all public editions, in order.

    None where neither edition lists it. *First listed* needs every edition before `later` to be known;
    *listed again* needs one that lists it; else it is *new* since `earlier`.
    """
    was, now = (statuses.get(year, Status.NOT_ESTABLISHED) for year in (earlier, later))
    if now is Status.LISTED:
        if was is Status.LISTED:
            return Change.STILL_LISTED
        if was is not Status.NOT_LISTED:
            return Change.NOT_ESTABLISHED
        before = [statuses.get(year, Status.NOT_ESTABLISHED) for year in years if year < later]
        if Status.LISTED in before:
            return Change.LISTED_AGAIN
        return Change.FIRST_LISTED if all(each is Status.NOT_LISTED for each in before) else Change.NEW
    if was is Status.LISTED:
        return Change.NOT_LISTED if now is Status.NOT_LISTED else Change.NOT_ESTABLISHED
    return None


def change_against_the_one_before(
    statuses: Mapping[int, Status], years: Sequence[int], year: int
) -> Change | None:
    """As `change`, against the edition before `year`; None for the first edition, which has none before it."""
    earlier = [each for each in years if each < year]
    return change(statuses, years, earlier[-1], year) if earlier else None
