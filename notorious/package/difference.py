"""What has changed from one version to the next: a row for each row that came, went, or has another value."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from markets.tables.columns import Table

HEADER = ("table", "key", "change", "column", "before", "after")
# They name the version itself, so they differ in every row.
OF_THE_VERSION = frozenset({"data_version", "cite_as"})

Cells = dict[str, str]


def difference(tables: Iterable[Table], before: Mapping[str, bytes], after: Mapping[str, bytes]) -> bytes:
    """CSV of the changes between two versions' files. A table that one of them lacks counts as empty there."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(_between(tables, before, after))
    return out.getvalue().encode()


def differ(tables: Iterable[Table], before: Mapping[str, bytes], after: Mapping[str, bytes]) -> bool:
    """Whether there is any such change: one that names the version alone is none."""
    return next(_between(tables, before, after), None) is not None


def _between(
    tables: Iterable[Table], before: Mapping[str, bytes], after: Mapping[str, bytes]
) -> Iterator[tuple[str, ...]]:
    for table in tables:
        name = f"{table.name}.csv"
        was, now = (_rows(each.get(name, b""), table.key) for each in (before, after))
        for key in sorted(was.keys() | now.keys()):
            for change in _changes(was.get(key), now.get(key)):
                yield (table.name, "/".join(key), *change)


def _rows(content: bytes, key: tuple[str, ...]) -> dict[tuple[str, ...], Cells]:
    rows = csv.DictReader(io.StringIO(content.decode(), newline=""))
    return {tuple(row.get(name, "") for name in key): row for row in rows}


def _changes(was: Cells | None, now: Cells | None) -> Iterator[tuple[str, str, str, str]]:
    if was is None or now is None:
        yield ("added" if was is None else "removed", "", "", "")
        return
    for column in now:
        if column not in OF_THE_VERSION and was.get(column, "") != now[column]:
            yield ("changed", column, was.get(column, ""), now[column])
