"""List what changed between two versions of a table: rows added or removed, and cells with another value."""

from __future__ import annotations

import csv
import io

from markets.tables.columns import Table

HEADER = ("table", "key", "change", "column", "before", "after")
# These name the version itself, so they differ in every row.
VERSION_COLUMNS = frozenset({"data_version", "cite_as"})
csv.field_size_limit(1_000_000_000)  # a cell may hold the whole text of an entry

Change = tuple[str, str, str, str, str, str]
Cells = dict[str, str]


def read_rows(table: Table, content: bytes) -> dict[tuple[str, ...], Cells]:
    """The rows of a CSV file by their key; no bytes are a table without rows."""
    reader = csv.DictReader(io.StringIO(content.decode(), newline=""))
    return {tuple(row.get(name, "") for name in table.key): row for row in reader}


def list_changes(table: Table, before: bytes, after: bytes) -> list[Change]:
    """Compare two CSV files of `table`. A column that one of them lacks is blank there."""
    was, now = read_rows(table, before), read_rows(table, after)
    changes: list[Change] = []
    for key in sorted(was.keys() | now.keys()):
        earlier, later = was.get(key), now.get(key)
        name = "/".join(key)
        if earlier is None or later is None:
            changes.append((table.name, name, "added" if earlier is None else "removed", "", "", ""))
        elif earlier != later:
            changes += [
                (table.name, name, "changed", column, earlier.get(column, ""), later.get(column, ""))
                for column in dict.fromkeys([*later, *earlier])
                if column not in VERSION_COLUMNS and earlier.get(column, "") != later.get(column, "")
            ]
    return changes


def changes_csv(changes: list[Change]) -> bytes:
    """The changes as a CSV file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(changes)
    return out.getvalue().encode()
