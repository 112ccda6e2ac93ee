"""`/data/`: everything that can be taken away, what it means, under which terms, and how to cite it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from markets.models.version import PAST
from markets.tables.columns import Table
from markets.tables.known import known_years
from notorious.exports.formats import FORMATS
from notorious.exports.schema import DESCRIPTION_OF_DATA, NAME
from notorious.models import ArchivedVersion
from notorious.pages.linked_data import describe_dataset
from notorious.tables import ALL
from notorious.tables.shaping import find_blank_columns
from notorious.tables.state import current_scope, repeatable_read
from notorious.tables.wide import all_wide_tables


def _downloads() -> list[tuple[str, str, str]]:
    """(name, path, media type) of each table in each format."""
    return [
        (f"{table.title} ({form.title})", f"/data/{table.name}.{form.extension}", form.media_type)
        for table in [*all_wide_tables(), *ALL]
        for form in FORMATS.values()
    ]


Counted = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Offer:
    """A table and how many rows it has now."""

    table: Table
    row_count: int
    blank: tuple[str, ...] = ()
    """Columns that are blank in every row."""

    @property
    def column_count(self) -> int:
        return len(self.table.columns)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """`/data/`"""
    scope = current_scope()
    counts = archived_counts(scope.version)
    if counts is None:
        # Only counts of the present are cached.
        count = row_counts.__wrapped__ if PAST.get() else row_counts
        counts = count(scope.revision, scope.changed_at)
    shown = {
        "offers": [Offer(table, *counts[table.name]) for table in [*all_wide_tables(), *ALL]],
        "scope": scope,
        "exports_allowed": settings.LIMITS["export"],
        "labels": _labels(scope.label),
        "dataset": describe_dataset(
            "/data/",
            scope.version,
            scope.changed_at.date(),
            (int(year) for year in known_years()),
            [("Everything", f"/data/{NAME}.zip", "application/zip"), *_downloads()],
            DESCRIPTION_OF_DATA,
        ),
    }
    return render(request, "pages/data.html", shown)


def _labels(present: str) -> list[str]:
    """Archived versions, the latest first; the current one is archived at its first request."""
    archived = list(ArchivedVersion.objects.values_list("label", flat=True))
    return archived if present in archived else [present, *archived]


def archived_counts(label: str) -> dict[str, Counted] | None:
    """{table: rows, and blank columns} of an archived version; None where the data are between two versions."""
    files = ArchivedVersion.objects.filter(label=label).values_list("files", flat=True).first()
    if files is None:
        return None
    counts = {
        file["name"].removesuffix(".csv"): (file["row_count"], tuple(file["blank"]))
        for file in files
        if "blank" in file
    }
    return counts if counts.keys() >= {table.name for table in [*all_wide_tables(), *ALL]} else None


@lru_cache(maxsize=2)
def row_counts(revision: int, changed_at: datetime.datetime) -> dict[str, Counted]:
    """{table: rows, and blank columns} of one state of the database, which `revision` and `changed_at` name."""
    with repeatable_read():
        scope = current_scope()
        rows = {table: table.rows(scope) for table in [*all_wide_tables(), *ALL]}
        return {table.name: (len(found), find_blank_columns(table, found)) for table, found in rows.items()}
