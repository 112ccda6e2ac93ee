"""All that concerns one party: its markets in every edition, what was asked there, who answered what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from heapq import merge

from markets.models import Market
from markets.tables.columns import Row
from markets.tables.listings import canonical
from markets.tables.scope import Scope
from responses.models import Answer, Operation, Party
from responses.tables.apart import rows_apart
from responses.tables.recommendations_and_responses import RECOMMENDATIONS_AND_RESPONSES

YEAR, MARKET, PARTY = (RECOMMENDATIONS_AND_RESPONSES.place(name) for name in ("year", "market", "party"))


def recommendations_and_responses_of(party: Party, scope: Scope) -> Iterator[Row]:
    """The rows about markets that it operates, in the years that it does, those of its own
    answers to others' entries, and those of all else that it said."""
    order = RECOMMENDATIONS_AND_RESPONSES.sort_key()
    yield from merge(_of_its_own(party, scope), sorted(rows_apart(party, scope), key=order), key=order)


def _of_its_own(party: Party, scope: Scope) -> Iterator[Row]:
    stands = _operations(party)
    scope = replace(scope, markets=tuple(sorted(stands.keys() | _answered(party))))
    for row in RECOMMENDATIONS_AND_RESPONSES.rows(scope):
        behind = any(first <= row[YEAR] <= last for first, last in stands.get(row[MARKET], ()))
        if behind or row[PARTY] == party.slug:
            yield row


def _operations(party: Party) -> dict[str, list[tuple[int, int]]]:
    found = defaultdict(list)
    for each in Operation.objects.filter(party=party).select_related("market__merged_into"):
        found[canonical(each.market).slug].append((each.from_year or 0, each.to_year or 9999))
    return dict(found)


def _answered(party: Party) -> set[str]:
    """The markets that its answers are about: of the many that there may be, only these are then read."""
    of_its_own = Answer.objects.filter(point__response__party=party).order_by()
    about = ("market", "recommendation__market", "point__response__market")
    keys = {key for row in of_its_own.values_list(*about) for key in row if key is not None}
    return {canonical(each).slug for each in Market.objects.filter(pk__in=keys).select_related("merged_into")}
