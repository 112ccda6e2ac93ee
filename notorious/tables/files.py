"""A table as the bytes of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markets.tables.columns import Row, Table
from markets.tables.scope import Scope
from markets.tables.writer import CsvLines, JsonLines, Lines, Profile, chunks, lines_of


def form_of(table: Table, scope: Scope, extension: str, profile: Profile = Profile.RAW) -> Lines:
    """How a row of `table` is written. `extension` is csv or json; JSON knows no profile."""
    return JsonLines(table, scope) if extension == "json" else CsvLines(table.columns, profile)


def written(
    table: Table, rows: Iterable[Row], scope: Scope, extension: str, profile: Profile = Profile.RAW
) -> Iterator[bytes]:
    """The bytes of `rows` of `table`, in pieces."""
    return chunks(lines_of(form_of(table, scope, extension, profile), rows))
