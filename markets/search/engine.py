"""Finding: how many there are within bounds, the best of few, the newest of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.db.models import QuerySet

from markets.models.standing import Standing
from markets.search.newest import newest
from markets.search.place import Place
from markets.search.places import countries_of
from markets.search.source import Hit, Match, Source
from markets.search.sql import matches, rank
from markets.search.words import Search

MANY = 2000  # of more hits we say that there are more, and show the newest first
RANKED = 800  # more are counted, and shown the newest first: to rank a hit is to read all its words
PAGE = 20
AT_ONCE = 100  # hits that are shown together where all are asked for

VALUES: dict[str, Callable[[Match], Iterable[str]]] = {
    "kind": lambda match: (match.kind,),
    "year": lambda match: (str(match.year),) if match.year else (),
    "country": lambda match: match.countries,
    "party": lambda match: (match.party,) if match.party else (),
}


@dataclass(frozen=True)
class Found:
    """One page of hits. `total` is None where there are more than `MANY`; `next` goes on after the last hit.

    `ranked`: the best stand first, else the newest.

    `counts` has for every condition its values, each with how many hits it leaves under the other conditions;
    it is empty where `total` is None and the words alone find too many.
    """

    total: int | None
    hits: tuple[tuple[str, Hit], ...]
    counts: Mapping[str, Mapping[str, int]]
    next: Place | None
    ranked: bool


def find(sources: Sequence[Source], search: Search) -> Found:
    """What `sources` hold of it; to be called within `sql.bounded()`.

    The queries are as many as there are sources with hits, whatever the number of these.
    """
    under = _under(sources, search)
    if under is None:
        places = _newest(sources, search, PAGE + 1)
        return Found(None, _shown(sources, search, places[:PAGE]), {}, _next(places), False)
    places = _places(sources, search, under)
    rest = [place for place in places if search.after is None or place < search.after]
    shown = _shown(sources, search, rest[:PAGE])
    return Found(len(places), shown, _counts(under, search), _next(rest), len(places) <= RANKED)


def every(sources: Sequence[Source], search: Search) -> Iterator[tuple[str, Hit]]:
    """All hits in the order of the pages, so many at a time; to be called within `sql.bounded()`."""
    under = _under(sources, search)
    if under is not None:
        places = _places(sources, search, under)
        for start in range(0, len(places), AT_ONCE):
            yield from _shown(sources, search, places[start : start + AT_ONCE])
        return
    while places := _newest(sources, search, AT_ONCE):
        yield from _shown(sources, search, places)
        search = replace(search, after=places[-1])


def _under(sources: Sequence[Source], search: Search) -> list[Match] | None:
    """The matches of the words alone or, where these are too many, of all conditions; None where these are too."""
    found = _bounded(sources, Search(q=search.q))
    if found is None and search.narrowed:
        found = _bounded(sources, search)
    return None if found is None else _with_countries(found)


def _bounded(sources: Sequence[Source], search: Search) -> list[Match] | None:
    """All matches, or None where there are more than `MANY`."""
    found: list[Match] = []
    for source in _asked(sources, search):
        conditions = search.conditions()
        rows = _matching(source, tuple(conditions), MANY + 1)(search.q, *conditions.values())
        found += map(source.match, rows)
        if len(found) > MANY:
            return None
    return found


@cache
def _matching(source: Source, conditions: tuple[str, ...], count: int) -> Standing[tuple[Any, ...]]:
    """The query of the first `count` matches, for words and values of these conditions in this order."""

    def build(q: str, *values: Any) -> QuerySet[Any, tuple[Any, ...]]:
        rows = source.rows(Search.under(conditions, values))
        return rows.filter(matches(source.table, q)).values_list(*source.columns)[:count]

    return Standing(build)


@cache
def _ranks(source: Source) -> Standing[tuple[int, int]]:
    """The query of how well rows have the words, for keys and words."""
    rows = source.rows(Search()).model._default_manager.order_by()
    return Standing(lambda ids, q: rows.filter(pk__one_of=ids).values_list("pk", rank(source.table, q)))


def _asked(sources: Sequence[Source], search: Search) -> list[Source]:
    return [source for source in sources if search.kind in ("", source.kind)]


def _with_countries(found: list[Match]) -> list[Match]:
    known = countries_of(match.market for match in found if match.market is not None)
    return [
        match if match.market is None else match._replace(countries=known.get(match.market, ()))
        for match in found
    ]


def _passes(match: Match, search: Search, but: str) -> bool:
    return all(
        getattr(search, name) in values(match)
        for name, values in VALUES.items()
        if name != but and getattr(search, name)
    )


def _counts(under: Iterable[Match], search: Search) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in VALUES}
    for match in under:
        for name, values in VALUES.items():
            if _passes(match, search, but=name):
                counts[name].update(values(match))
    return counts


def _standing(sources: Sequence[Source]) -> dict[str, int]:
    """{kind: its number in a place}: the first source has the greatest."""
    return {source.kind: len(sources) - at for at, source in enumerate(sources)}


def _places(sources: Sequence[Source], search: Search, under: Sequence[Match]) -> list[Place]:
    """The places of those that pass every condition, the best first; of many, the newest."""
    passing = [match for match in under if _passes(match, search, "")]
    standing = _standing(sources)
    if len(passing) > RANKED:
        return sorted((Place(0, each.year, standing[each.kind], each.pk) for each in passing), reverse=True)
    places: list[Place] = []
    for source in sources:
        years = {match.pk: match.year for match in passing if match.kind == source.kind}
        if years:
            ranks = _ranks(source)(list(years), search.q)
            places += [Place(value, years[pk], standing[source.kind], pk) for pk, value in ranks]
    return sorted(places, reverse=True)


def _newest(sources: Sequence[Source], search: Search, count: int) -> list[Place]:
    """The first `count` places after `search.after`, the latest edition first."""
    standing = _standing(sources)
    places: list[Place] = []
    for source in _asked(sources, search):
        places += newest(source, standing[source.kind], search, count)
    return sorted(places, reverse=True)[:count]


def _next(places: Sequence[Place]) -> Place | None:
    return places[PAGE - 1] if len(places) > PAGE else None


def _shown(sources: Sequence[Source], search: Search, places: Sequence[Place]) -> tuple[tuple[str, Hit], ...]:
    standing = _standing(sources)
    hits: dict[tuple[int, int], tuple[str, Hit]] = {}
    for source in sources:
        number = standing[source.kind]
        ids = [place.pk for place in places if place.source == number]
        if ids:
            hits |= {(number, pk): (source.kind, hit) for pk, hit in source.show(ids, search.q).items()}
    # A row that stopped being public since it was found is not shown.
    return tuple(hits[key] for place in places if (key := (place.source, place.pk)) in hits)
