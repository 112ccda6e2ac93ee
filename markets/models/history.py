"""What the history of a model means to readers: from it the table of corrections is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

ALWAYS = Q(id__isnull=False)


@dataclass(frozen=True)
class PublicHistory:
    """The fields that readers see, and when a past row was public: what `public()` says, of one event.

    `basis`: fields that are public by a basis of their own. `hidden`: whether a field of a past row was not public
    for another reason. `replaced`: whether another row took its place, which is no correction. `edition`, `market`:
    the keys of what it is about; empty where its parent says so. `parent`: the key of what has to be public before
    it. `row_id`: its public id, from the event and the id of its parent; else made of parent, edition and market.
    """

    fields: tuple[str, ...]
    public: Q
    basis: Mapping[str, str] = field(default_factory=dict)
    hidden: Callable[[Any, str], bool] = lambda past, name: False
    replaced: Callable[[Any], bool] = lambda past: False
    edition: str = "edition_id"
    market: str = "market_id"
    parent: str = ""
    row_id: Callable[[Any, str], str] | None = None
