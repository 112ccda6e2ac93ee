"""`/data/`: everything that can be taken away, what it means, under which terms, and how to cite it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from markets.models.version import PAST
from markets.tables.columns import Table
from markets.tables.scope import Scope
from markets.tables.writer import Profile
from markets.views.by_name import is_large
from notorious.exports.prepare import LARGE, file_name
from notorious.models import Package, PreparedFile
from notorious.tables import ALL
from notorious.tables.state import current_scope, one_state


@dataclass(frozen=True, slots=True)
class Offer:
    """A table and how many rows it has now."""

    table: Table
    row_count: int

    @property
    def column_count(self) -> int:
        return len(self.table.columns)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """`/data/`"""
    scope = current_scope()
    if PAST.get():
        counts = row_counts.__wrapped__(scope.revision, scope.changed_at)  # what is kept is of the present
    else:
        counts = prepared_counts(scope) or row_counts(scope.revision, scope.changed_at)
    shown = {
        "offers": [Offer(table, counts[table.name]) for table in ALL],
        "scope": scope,
        "labels": _labels(scope.label),
    }
    return render(request, "pages/data.html", shown)


def _labels(present: str) -> list[str]:
    """Versions that are kept, the latest first; the present one of a small record is kept at its first asking."""
    kept = list(Package.objects.values_list("label", flat=True))
    return kept if present in kept or is_large() else [present, *kept]


def prepared_counts(scope: Scope) -> dict[str, int]:
    """{table: rows} from the files that are written ahead; empty where one is not there."""
    current = PreparedFile.objects.filter(replaced_at=None).filter(
        Q(revision=scope.revision) | Q(size__gt=LARGE)
    )
    known = dict(current.values_list("name", "row_count"))
    names = {table.name: file_name(table.name, "csv", Profile.RAW, absences=False) for table in ALL}
    if not known.keys() >= set(names.values()):
        return {}
    return {table: known[name] for table, name in names.items()}


@lru_cache(maxsize=2)
def row_counts(revision: int, changed_at: datetime.datetime) -> dict[str, int]:
    """{table: rows} of one state of the database, which `revision` and `changed_at` name."""
    with one_state():
        scope = current_scope()
        return {table.name: sum(1 for _ in table.rows(scope)) for table in ALL}
