"""Files that only the worker writes: their library is too large for every web process."""

from collections.abc import Container

from markets.tables.columns import Table
from markets.tables.scope import Scope
from notorious.exports.cache import render_and_cache
from notorious.exports.formats import FORMATS
from notorious.exports.package import package_tables
from notorious.exports.render import Export, render_export
from notorious.tables.state import current_scope


def worker_file_path(name: str, extension: str) -> str:
    """Return the address of a file of a whole table."""
    return f"/data/{name}.{extension}"


def render_worker_files(fresh: Container[str] = ()) -> int:
    """Write all of them for the present data but those at `fresh` addresses; return how many. It is idempotent."""
    formats = [each.extension for each in FORMATS.values() if each.by_worker]
    written = 0
    for name, table, part in package_tables(current_scope()):
        for extension in formats:
            if worker_file_path(name, extension) in fresh:
                continue

            def render(scope: Scope, table: Table = table, extension: str = extension) -> Export:
                return render_export(table, table.stream_rows(scope), scope, extension)

            render_and_cache(worker_file_path(name, extension), render, part.absences)
            written += 1
    return written
