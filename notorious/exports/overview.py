"""`/data/`: everything that can be taken away, what it means, under which terms, and how to cite it."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from markets.tables.columns import Table
from markets.tables.known import known_years
from notorious.exports.formats import FORMATS
from notorious.exports.schema import DESCRIPTION_OF_DATA, NAME
from notorious.models import ArchivedVersion
from notorious.pages.linked_data import describe_dataset
from notorious.tables import ALL
from notorious.tables.state import current_scope
from notorious.tables.wide import all_wide_tables

Counted = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Offer:
    """A table. `row_count` and the columns that are `blank` in every row are those of the last archived version."""

    table: Table
    row_count: int | None = None
    blank: tuple[str, ...] = ()

    @property
    def column_count(self) -> int:
        return len(self.table.columns)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """`/data/`"""
    scope = current_scope()
    counts = archived_counts(scope.label)
    tables = [*all_wide_tables(), *ALL]
    files = [
        (f"{table.title} ({form.title})", f"/data/{table.name}.{form.extension}", form.media_type)
        for table in tables
        for form in FORMATS.values()
    ]
    shown = {
        "offers": [Offer(table, *counts.get(table.name, ())) for table in tables],
        "scope": scope,
        "exports_allowed": settings.LIMITS["export"],
        "labels": _labels(scope.label),
        "dataset": describe_dataset(
            "/data/",
            scope.version,
            scope.changed_at.date(),
            (int(year) for year in known_years()),
            [("Everything", f"/data/{NAME}.zip", "application/zip"), *files],
            DESCRIPTION_OF_DATA,
        ),
    }
    return render(request, "pages/data.html", shown)


def _labels(present: str) -> list[str]:
    """Archived versions, the latest first; the current one is archived at its first request."""
    archived = list(ArchivedVersion.objects.values_list("label", flat=True))
    return archived if present in archived else [present, *archived]


def archived_counts(label: str) -> dict[str, Counted]:
    """{table: rows, and blank columns} of an archived version; empty before the first."""
    files = ArchivedVersion.objects.filter(label=label).values_list("files", flat=True).first() or ()
    return {
        file["name"].removesuffix(".csv"): (file["row_count"], tuple(file["blank"]))
        for file in files
        if "blank" in file
    }
