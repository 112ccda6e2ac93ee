"""The newest hits of a common word, without looking at the others: edition by edition, the latest first."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL

from markets.models import Edition
from markets.models.standing import Standing, Written
from markets.search.place import Place
from markets.search.source import Source
from markets.search.sql import matches
from markets.search.words import Search


def newest(source: Source, standing: int, search: Search, count: int) -> list[Place]:
    """Up to `count` places of public rows with the words, after `search.after`, in order: one query.

    `standing` is the source's number in `Place`. PostgreSQL walks an index of each edition and stops as soon
    as it has enough, so a word that half of a million texts hold costs no more than a rare one.
    """
    after, conditions = search.after, search.conditions()
    if not source.edition:
        if after is not None and after.year == 0 and after.source < standing:
            return []
        beyond = after is not None and after.year == 0 and after.source == standing
        values = [after.pk] if after and beyond else []
        found = _of_no_edition(source, beyond, tuple(conditions), count)(
            search.q, *values, *conditions.values()
        )
        return [Place(0, 0, standing, pk) for pk in found]
    side = 0 if after is None else 1 if after.source > standing else -1 if after.source < standing else 2
    values = [] if after is None else [after.year, after.pk] if side == 2 else [after.year]
    sql, parameters = _walk(source, side, tuple(conditions), count)(search.q, *values, *conditions.values())
    if not sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [Place(0, year, standing, pk) for year, pk in cursor.fetchall()]


@cache
def _of_no_edition(source: Source, beyond: bool, names: tuple[str, ...], count: int) -> Standing[int]:
    def build(q: str, *values: Any) -> QuerySet[Any, int]:
        rows = source.rows(Search.under(names, values[beyond:])).filter(matches(source.table, q))
        rows = rows.filter(pk__lt=values[0]) if beyond else rows
        return rows.order_by("-pk").values_list("pk", flat=True)[:count]

    return Standing(build)


@cache
def _walk(source: Source, side: int, names: tuple[str, ...], count: int) -> Written:
    """The walk for words, the place to go on after, and conditions.

    `side`: 0 where there is no place; of one edition, the source stands after that of the place (1), before it
    (-1), or is the same (2).
    """

    def build(q: str, *values: Any) -> tuple[str, tuple[Any, ...]]:
        placed = 0 if side == 0 else 2 if side == 2 else 1
        rows = source.rows(Search.under(names, values[placed:])).filter(matches(source.table, q))
        rows = rows.filter(**{f"{source.edition}_id": RawSQL("latest.id", [])})
        editions = Edition.objects.public().order_by("-year")
        if side:
            editions = editions.filter(year__lte=values[0])
            before = Q(**{f"{source.edition}__year__lt": values[0]})
            if side == 2:
                rows = rows.filter(before | Q(pk__lt=values[1]))
            elif side == -1:
                rows = rows.filter(before)
        inner, inside = rows.order_by("-pk").values(found=F("pk"))[:count].query.sql_with_params()
        outer, latest = editions.values("id", "year").query.sql_with_params()
        walk = f"SELECT latest.year, hit.found FROM ({outer}) AS latest(id, year), LATERAL ({inner}) AS hit"  # noqa: S608
        return f"{walk} LIMIT {int(count)}", (*latest, *inside)

    return Written(build)
