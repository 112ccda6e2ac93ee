"""A table as the bytes of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markets.tables.columns import Row, Table
from markets.tables.scope import Scope
from markets.tables.writer import Profile, chunks, csv_lines, json_lines


def written(
    table: Table, rows: Iterable[Row], scope: Scope, extension: str, profile: Profile = Profile.RAW
) -> Iterator[bytes]:
    """The bytes of `rows` of `table`, in pieces. `extension` is csv or json; JSON knows no profile."""
    if extension == "json":
        return chunks(json_lines(table, rows, scope))
    return chunks(csv_lines(table.columns, rows, profile))
