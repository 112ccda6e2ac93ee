"""The tables of a package, each as a file: the one that was written ahead of its readers, else written now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markets.tables.columns import Row, Table
from markets.tables.scope import Scope
from markets.tables.writer import Profile
from notorious.exports.prepare import file_name, has_absences, shape_of
from notorious.exports.schema import resource
from notorious.models import PreparedFile
from notorious.pages.data_prepared import Pieces
from notorious.tables import ALL, TIMELINE
from notorious.tables.files import written

WITH_ABSENCES = "timeline_with_absences"


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the package, under its name there."""

    name: str
    table: Table
    scope: Scope

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    def ahead(self) -> PreparedFile | None:
        """The same bytes, where they were written ahead in this very state of the data."""
        name = file_name(self.table.name, "csv", Profile.RAW, self.scope.absences)
        state = {
            "revision": self.scope.revision,
            "version": self.scope.version,
            "changed_at": self.scope.changed_at,
        }
        return PreparedFile.objects.filter(name=name, shape=shape_of(self.table), **state).first()


class Content:
    """The bytes of a part, in pieces; `row_count` is known after the last. To be read in one state of the database."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.row_count = 0

    def __iter__(self) -> Iterator[bytes]:
        row, part = self.part.ahead(), self.part
        if row is None:
            yield from written(part.table, self._rows(), part.scope, "csv")
        else:
            self.row_count = row.row_count
            yield from Pieces(row).between(0, row.size)

    def _rows(self) -> Iterator[Row]:
        for row in self.part.table.rows(self.part.scope):
            self.row_count += 1
            yield row


def parts_of(scope: Scope) -> list[Part]:
    """Every table, and the timeline with absences unless it would be too long."""
    parts = [Part(table.name, table, scope) for table in ALL]
    if has_absences():
        title, about = "Timeline with absences", f"{TIMELINE.about} Other cells have a row too."
        parts.append(
            Part(WITH_ABSENCES, replace(TIMELINE, title=title, about=about), replace(scope, absences=True))
        )
    return parts


def resources_ahead(parts: Sequence[Part]) -> list[dict[str, Any]]:
    """What `datapackage.json` says of each, from the files that were written ahead; nothing where one is not there."""
    files = [part.ahead() for part in parts]
    return [
        resource(part.table, part.name, file.size, bytes(file.sha256).hex())
        for part, file in zip(parts, files, strict=True)
        if file and all(files)
    ]
