"""Runs of editions in which a market is listed, and how long it was off the List. Pure functions over statuses."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices


class Status(TextChoices):
    """What we can say of one market in one edition: absence has four meanings that never share a blank."""

    LISTED = "listed", "listed"
    NOT_LISTED = "not_listed", "not listed"
    UNKNOWN = "unknown", "unknown"
    NO_EDITION = "no_edition", "no such edition"
    OUT_OF_SCOPE = "out_of_scope", "out of scope"


@dataclass(frozen=True, slots=True)
class Run:
    """An unbroken run of editions, `first` to `last` (years under review), with a market listed in each.

    `since_known`: the edition before is known not to list it, or there is none before.
    `ended`: the edition after is known not to list it; else the run is "at least `editions` editions".
    `current`: it reaches the latest edition.
    """

    first: int
    last: int
    editions: int
    since_known: bool
    ended: bool
    current: bool

    @property
    def at_least(self) -> bool:
        """Whether the run may be longer than what is established."""
        return not self.since_known or not (self.ended or self.current)

    @property
    def years(self) -> int:
        """Calendar years under review, first and last included."""
        return self.last - self.first + 1


def find_runs(statuses: Mapping[int, Status], years: Sequence[int]) -> tuple[Run, ...]:
    """Return the runs of a market, oldest first. `years` are those of all public editions, in order."""
    found: list[Run] = []
    indexes: list[int] = []
    for index, year in enumerate([*years, None]):
        if year is not None and statuses.get(year) is Status.LISTED:
            indexes.append(index)
        elif indexes:
            found.append(_make_run(indexes, statuses, years))
            indexes = []
    return tuple(found)


def _make_run(indexes: Sequence[int], statuses: Mapping[int, Status], years: Sequence[int]) -> Run:
    start, end = indexes[0], indexes[-1]
    current = end == len(years) - 1
    return Run(
        first=years[start],
        last=years[end],
        editions=len(indexes),
        since_known=start == 0 or statuses.get(years[start - 1]) is Status.NOT_LISTED,
        ended=not current and statuses.get(years[end + 1]) is Status.NOT_LISTED,
        current=current,
    )


def count_run_at(statuses: Mapping[int, Status], years: Sequence[int], year: int) -> int:
    """Return how many editions in a row, `year` included, list the market up to `year`; 0 where it does not."""
    length = 0
    for each in reversed(years[: bisect_right(years, year)]):
        if statuses.get(each) is not Status.LISTED:
            break
        length += 1
    return length


def count_editions_absent(statuses: Mapping[int, Status], years: Sequence[int], year: int) -> int | None:
    """Return how many editions a market was off the List before it came back in `year`.

    None where it did not come back in `year`, or where an edition in between is unknown.
    """
    if statuses.get(year) is not Status.LISTED:
        return None
    for off, each in enumerate(reversed(years[: bisect_left(years, year)])):
        status = statuses.get(each)
        if status is Status.LISTED:
            return off or None
        if status is not Status.NOT_LISTED:
            return None
    return None


def find_longest_possible(statuses: Mapping[int, Status], years: Sequence[int]) -> int:
    """Return the longest run, in editions, if every unknown edition listed the market; 0 where no edition lists it."""
    longest = length = 0
    listed = False
    for year in years:
        status = statuses.get(year, Status.UNKNOWN)
        if status in (Status.LISTED, Status.UNKNOWN):
            length, listed = length + 1, listed or status is Status.LISTED
            longest = max(longest, length) if listed else longest
        else:
            length, listed = 0, False
    return longest
