"""The newest hits of a common word, without looking at the others: edition by edition, the latest first."""

from __future__ import annotations

from django.db import connection
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from markets.models import Edition
from markets.search.place import Place
from markets.search.source import Source
from markets.search.sql import matches
from markets.search.words import Search


def newest(source: Source, standing: int, search: Search, count: int) -> list[Place]:
    """Up to `count` places of public rows with the words, after `search.after`, in order: one query.

    `standing` is the source's number in `Place`. PostgreSQL walks an index of each edition and stops as soon
    as it has enough, so a word that half of a million texts hold costs no more than a rare one.
    """
    after = search.after
    rows = source.rows(search).filter(matches(source.table, search.q))
    if not source.edition:
        if after is not None:
            rows = rows.filter(pk__lt=after.pk) if after.year == 0 and after.source == standing else rows
            if after.year == 0 and after.source < standing:
                return []
        return [Place(0, 0, standing, pk) for pk in rows.order_by("-pk").values_list("pk", flat=True)[:count]]
    editions = Edition.objects.public().order_by("-year")
    rows = rows.filter(**{f"{source.edition}_id": RawSQL("latest.id", [])})
    if after is not None:
        editions = editions.filter(year__lte=after.year)
        before = Q(**{f"{source.edition}__year__lt": after.year})
        if after.source == standing:
            rows = rows.filter(before | Q(pk__lt=after.pk))
        elif after.source < standing:
            rows = rows.filter(before)
    inner, values = rows.order_by("-pk").values(found=F("pk"))[:count].query.sql_with_params()
    outer, latest = editions.values("id", "year").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT latest.year, hit.found FROM ({outer}) AS latest(id, year), LATERAL ({inner}) AS hit"  # noqa: S608
            f" LIMIT {int(count)}",
            [*latest, *values],
        )
        return [Place(0, year, standing, pk) for year, pk in cursor.fetchall()]
