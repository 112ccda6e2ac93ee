"""Markets of which every edition says the same, counted together: what is counted over all markets needs no more.

However many markets there are, the ways in which editions list them, or do not, are few. PostgreSQL finds these
ways and how many markets go each of them; what follows from a way (its cells, runs and changes) is worked out
once for each, by the same code as for one market.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, F, Func, QuerySet, Value

from markets.cells import Course
from markets.grid import Grid, frame
from markets.models import Absence, Listing, Recommendation
from markets.models.market import CANONICAL
from markets.models.version import once_per_version

FIRST = 200
"""So many markets of each way are known by name: a page that would name more of them leaves the rest to its file."""

NAME = "lower(own.name) || chr(1) || own.slug"

# Where `listed` is unknown, nothing makes the market public. That is asked in a way that leaves the join an outer one:
# of an inner one the planner, who guesses two hundred markets, would look up three hundred thousand one by one.
WAYS = """
WITH said(market, listed, absent) AS ({said}),
each AS (SELECT market, bit_or(listed) AS listed, bit_or(absent) AS absent FROM said WHERE {which} GROUP BY market)
SELECT own.kind, listed, absent, count(*),
    (array_agg({name} ORDER BY {name}))[:{first}], (array_agg(own.id ORDER BY {name}))[:{first}]
FROM markets_market own LEFT JOIN each ON each.market = own.id
WHERE own.merged_into_id IS NULL AND coalesce(listed, -1) >= 0
GROUP BY own.kind, listed, absent
"""


@dataclass(frozen=True, slots=True)
class Alike:
    """`count` markets of one kind with the same course. `first`: the first of them by name, as (NAME, key)."""

    kind: str
    course: Course
    count: int
    first: tuple[tuple[str, int], ...]


@once_per_version
def alike() -> tuple[Alike, ...]:
    """Every public market is counted in one of these: one query, which reads every listing."""
    return _found(frame())


def alike_of(editions: Grid, among: QuerySet[Any, int]) -> tuple[Alike, ...]:
    """As `alike`, of those public markets alone whose keys `among` gives; `editions` may be without rows."""
    return _found(editions, among)


def total(found: Iterable[Alike]) -> int:
    """How many markets these are."""
    return sum(each.count for each in found)


def first_of(found: Iterable[Alike], most: int, order: Callable[[Alike], Any] = lambda each: 0) -> list[int]:
    """The keys of the first of these markets in this order, then by name: at most `most`, which is at most `FIRST`."""
    placed = sorted((order(each), name, key) for each in found for name, key in each.first)
    return [key for _, _, key in placed[:most]]


def _found(editions: Grid, among: QuerySet[Any, int] | None = None) -> tuple[Alike, ...]:
    order = editions.years
    said, values = _said(order).query.sql_with_params()
    which, asked = among.query.sql_with_params() if among is not None else ("", ())
    query = WAYS.format(said=said, first=FIRST, name=NAME, which=f"market IN ({which})" if which else "true")
    with connection.cursor() as cursor:
        cursor.execute(query, (*values, *asked))
        return tuple(
            Alike(
                kind,
                editions.course(kind, _years(order, listed), _years(order, absent)),
                count,
                tuple(zip(names, keys, strict=True)),
            )
            for kind, listed, absent, count, names, keys in cursor.fetchall()
        )


def _said(order: Sequence[int]) -> QuerySet[Any, tuple[int, int | None, int | None]]:
    """(market, edition that lists it, edition of which a source says that it does not): editions as bits.

    What USTR addressed is a public market, be it in no edition; what is known only for its absence is not.
    """
    edition = Func(
        # Sixty-three editions have their place in such a number.
        Value(list(order)), F("edition__year"), template="(1::bigint << array_position(%(expressions)s) - 1)",
        output_field=BigIntegerField(),
    )  # fmt: skip
    none, unsaid = Value(0, BigIntegerField()), Value(None, BigIntegerField())
    listed = Listing.objects.public().order_by().values_list(CANONICAL, edition, none)
    absent = Absence.objects.public().order_by().values_list(CANONICAL, unsaid, edition)
    addressed = Recommendation.objects.public().order_by().values_list(CANONICAL, none, none)
    return listed.union(absent, addressed, all=True)


def _years(order: Sequence[int], editions: int) -> Iterator[int]:
    return (year for place, year in enumerate(order) if editions >> place & 1)
