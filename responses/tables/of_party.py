"""All that concerns one party: its markets in every edition, what was asked there, who answered what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from markets.tables.columns import Row
from markets.tables.listings import canonical
from markets.tables.scope import Scope
from responses.models import Operation, Party
from responses.tables.dialogue import DIALOGUE

YEAR, MARKET, PARTY = (DIALOGUE.place(name) for name in ("year", "market", "party"))


def dialogue_of(party: Party, scope: Scope) -> Iterator[Row]:
    """The rows of the dialogue about markets that it stands behind, in the years that it does, and those of its
    own answers to others' entries."""
    stands = _operations(party)
    for row in DIALOGUE.rows(scope):
        behind = any(first <= row[YEAR] <= last for first, last in stands.get(row[MARKET], ()))
        if behind or row[PARTY] == party.slug:
            yield row


def _operations(party: Party) -> dict[str, list[tuple[int, int]]]:
    found = defaultdict(list)
    for each in Operation.objects.filter(party=party).select_related("market__merged_into"):
        found[canonical(each.market).slug].append((each.from_year or 0, each.to_year or 9999))
    return dict(found)
