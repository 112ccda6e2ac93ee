"""Exports that this process has rendered, by data version and address."""

from __future__ import annotations

from collections.abc import Callable

from markets.tables.scope import Scope
from notorious.exports.render import Export
from notorious.lru_cache import LRUCache
from notorious.tables.state import current_scope, repeatable_read

EXPORTS: LRUCache[Export] = LRUCache(32_000_000)


def cache_key(scope: Scope, address: str) -> str:
    """A key that no other data version and no other address has."""
    return f"{scope.revision} {scope.changed_at.isoformat()} {scope.version} {address}"


def cached_export(scope: Scope, address: str) -> Export | None:
    """The export of this address in the version of `scope`, if this process has it."""
    return EXPORTS.get(cache_key(scope, address))


def render_and_cache(address: str, render: Callable[[Scope], Export], absences: bool = False) -> Export:
    """Render from one database snapshot. A failure gives an error page and no file."""
    with repeatable_read():
        scope = current_scope(absences)
        export = render(scope)
    EXPORTS.put(cache_key(scope, address), export)
    return export
