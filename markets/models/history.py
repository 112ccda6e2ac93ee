"""What the history of a model means to readers: from it the table of corrections is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


def _never(past: Any) -> bool:
    return False


@dataclass(frozen=True)
class PublicHistory:
    """The fields that readers see, and when a past row was public: what `public()` says, of one event.

    `basis`: fields that are public by a basis of their own. `replaced`: whether another row took its place, which
    is no correction. `edition`, `market`: the keys of what it is about; empty where its parent says so. `parent`:
    the key of what has to be public before it. `row_id`: its public id, from the event and the id of its parent.
    """

    fields: tuple[str, ...]
    was_public: Callable[[Any], bool]
    basis: Mapping[str, str] = field(default_factory=dict)
    replaced: Callable[[Any], bool] = _never
    edition: str = "edition_id"
    market: str = "market_id"
    parent: str = ""
    row_id: Callable[[Any, str], str] | None = None
