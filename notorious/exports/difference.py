"""List what changed between two versions of a table: rows added or removed, and cells with another value."""

import csv
import io

from markets.tables.columns import Column, Table, Type
from markets.tables.writer import join_csv
from notorious.exports.options import names_version

VERSION_CHANGES = Table(
    name="changes_between_versions",
    title="Changes between two versions",
    about="One row per row that was added or removed, and per value that changed, in any table.",
    columns=(
        Column("table", Type.ID, "The table.", "timeline"),
        Column("key", Type.ID, "The key of the row; its parts are separated by slashes.", "2017-taobao"),
        Column(
            "change",
            Type.WORD,
            "What happened to the row.",
            "changed",
            words=(
                ("added", "the row is new"),
                ("removed", "the row is gone"),
                ("changed", "a value of the row is another"),
            ),
        ),
        Column("column", Type.ID, "The column whose value changed.", "printed_name", empty="the whole row"),
        Column("before", Type.TEXT, "The earlier value.", "Taobao", empty="it was blank, or the whole row"),
        Column("after", Type.TEXT, "The later value.", "Taobao.com", empty="it is blank, or the whole row"),
    ),
    key=("table", "key", "column"),
    records=lambda scope: (),
)
csv.field_size_limit(1_000_000_000)  # a cell may hold the whole text of an entry

Change = tuple[str, str, str, str, str, str]
Cells = dict[str, str]


def read_rows(table: Table, content: bytes) -> dict[tuple[str, ...], Cells]:
    """Return the rows of a CSV file by their key; no bytes are a table without rows."""
    reader = csv.DictReader(io.StringIO(content.decode(), newline=""))
    return {tuple(row.get(name, "") for name in table.key): row for row in reader}


def list_changes(table: Table, before: bytes, after: bytes, name: str = "") -> list[Change]:
    """Compare two CSV files of `table`; `name` is its name in the package, where that is another.

    A column that one of the files lacks is blank there.
    """
    was, now = read_rows(table, before), read_rows(table, after)
    changes: list[Change] = []
    for key in sorted(was.keys() | now.keys()):
        earlier, later = was.get(key), now.get(key)
        row = "/".join(key)
        if earlier is None or later is None:
            changes.append((name or table.name, row, "added" if earlier is None else "removed", "", "", ""))
        elif earlier != later:
            changes += [
                (name or table.name, row, "changed", column, earlier.get(column, ""), later.get(column, ""))
                for column in dict.fromkeys([*later, *earlier])
                if not names_version(column) and earlier.get(column, "") != later.get(column, "")
            ]
    return changes


def changes_csv(changes: list[Change]) -> bytes:
    """Return the changes as a CSV file."""
    return join_csv([VERSION_CHANGES.header, *changes], "\n").encode()
