"""Exports that are rendered already, by data version and address: in this process, and the heavy ones in a table."""

import gzip
from collections.abc import Callable

from markets.tables.scope import Scope
from notorious.content_coding import GZIP
from notorious.exports.formats import FORMATS
from notorious.exports.render import Export
from notorious.exports.schema import NAME
from notorious.lru_cache import LRUCache
from notorious.models import RenderedPage
from notorious.page_cache.cached_page import build_id
from notorious.tables.state import current_scope, repeatable_read

EXPORTS: LRUCache[Export] = LRUCache(32_000_000)

ABSENCES_PATH = "/data/timeline.csv?absences=1"

HEAVY_EXPORTS = (
    ABSENCES_PATH,
    f"{ABSENCES_PATH}&profile=excel",
    f"/data/{NAME}.zip",
    f"/data/{NAME}.sqlite",
)
"""These take seconds: the worker renders them once per revision, for all processes. Later ones hold earlier ones."""


def is_stored(address: str) -> bool:
    """Return whether the export of an address is kept in a table, for all processes."""
    stored = tuple(f".{each.extension}" for each in FORMATS.values() if each.by_worker)
    return address in HEAVY_EXPORTS or address.endswith(stored)


def cache_key(scope: Scope, address: str) -> str:
    """Return a key that no other data version and no other address has."""
    return f"{scope.state} {scope.version} {address}"


def cached_export(scope: Scope, address: str) -> Export | None:
    """Return the export of this address in the version of `scope`, if it is rendered already."""
    key = cache_key(scope, address)
    export = EXPORTS.get(key)
    if export is None and is_stored(address):
        rows = RenderedPage.objects.filter(key=address, state=scope.state, etag=scope.version)
        row = rows.filter(build_id=build_id()).first()
        if row is not None:
            body = bytes(row.body)
            about = row.headers["row_count"], scope.version, scope.changed_at, tuple(row.headers["blank"])
            export = Export(gzip.decompress(body), *about, {GZIP: body})
            EXPORTS.put(key, export)
    return export


def render_and_cache(address: str, render: Callable[[Scope], Export], absences: bool = False) -> Export:
    """Render from one database snapshot. A failure gives an error page and no file."""
    with repeatable_read():
        scope = current_scope(absences)
        export = render(scope)
    store_export(scope, address, export)
    return export


def store_export(scope: Scope, address: str, export: Export) -> None:
    """Keep an export for this process, and for all processes where that address is."""
    EXPORTS.put(cache_key(scope, address), export)
    if is_stored(address):
        values: dict[str, object] = {
            "state": scope.state,
            "build_id": build_id(),
            "etag": scope.version,
            "body": export.encode(GZIP),  # the database would take three times as long to compress it
            "modified": int(scope.changed_at.timestamp()),
            "headers": {"row_count": export.row_count, "blank": export.blank},
        }
        RenderedPage.objects.update_or_create(key=address, defaults=values)
