"""How one recommendation is carried from edition to edition, through links that a curator has accepted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from markets.models import FollowUp, RecommendationLink

TAKEN_UP = frozenset(
    {
        FollowUp.REPEATED,
        FollowUp.SHARPENED,
        FollowUp.SOFTENED,
        FollowUp.BROADENED,
        FollowUp.MERGED,
        FollowUp.SPLIT,
    }
)
"""The follow_ups under which the later edition still asks."""


@dataclass(frozen=True)
class Lineage:
    """Which recommendation carries on which, by primary keys; `place` is an edition's place in order."""

    earlier: Mapping[int, Sequence[int]]
    later: Mapping[int, Sequence[int]]
    place: Mapping[int, int]
    _known: dict[int, int] = field(default_factory=dict, compare=False)

    def running(self, pk: int) -> int:
        """Return how many editions in a row ask this, the recommendation's own edition included: 1 or more.

        Only a link to the edition directly before counts: an edition that is skipped ends the run.
        """
        if pk not in self._known:
            before = [each for each in self.earlier.get(pk, ()) if self.place[pk] - self.place[each] == 1]
            self._known[pk] = 1 + max(map(self.running, before), default=0)
        return self._known[pk]

    def family(self, pk: int) -> frozenset[int]:
        """Return all recommendations that are linked to this one, near or far, itself included."""
        found: set[int] = set()
        waiting = [pk]
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                waiting += [*self.earlier.get(each, ()), *self.later.get(each, ())]
        return frozenset(found)


def build_lineage(links: Iterable[RecommendationLink], years: Sequence[int]) -> Lineage:
    """Return what accepted `links` make (both ends' editions are loaded). `years`: those of all public editions."""
    index = {year: place for place, year in enumerate(years)}
    earlier: dict[int, list[int]] = {}
    later: dict[int, list[int]] = {}
    place: dict[int, int] = {}
    for link in links:
        if link.later is None or link.follow_up not in TAKEN_UP:
            continue
        earlier.setdefault(link.later.pk, []).append(link.earlier.pk)
        later.setdefault(link.earlier.pk, []).append(link.later.pk)
        place[link.earlier.pk] = index[link.earlier.edition.year]
        place[link.later.pk] = index[link.later.edition.year]
    return Lineage(earlier, later, place)
